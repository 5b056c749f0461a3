// Reads every .ics below a folder with ical.js and prints the occurrences from one
// day to another: file, UID, start, end and status, and then how many files there are.
//
//   node occurrences.mjs path/to/ical.js FOLDER 2025-01-01 2027-01-01
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , library, folder, since, until] = process.argv;
const { default: ICAL } = await import(pathToFileURL(library));

const day = (time) => time.toString().slice(0, 10);
const instant = (time) => time.toJSDate().toISOString().replace(".000", "");

function show(start, end) {
  if (!start.isDate) return `${instant(start)} ${instant(end)}`;
  const last = end.clone();
  last.addDuration(ICAL.Duration.fromString("-P1D"));
  return `${day(start)} ${day(last)}`;
}

const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ics"));
for (const file of files.sort()) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, file), "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const changed = events.filter((event) => event.isRecurrenceException());
  for (const event of events.filter((event) => !event.isRecurrenceException())) {
    for (const other of changed) if (other.uid === event.uid) event.relateException(other);
    const iterator = event.iterator();
    // A change may lead into the time that is asked for from a year beyond it.
    for (let next; (next = iterator.next()) && day(next) < `${Number(until.slice(0, 4)) + 1}`; ) {
      const { startDate, endDate, item } = event.getOccurrenceDetails(next);
      if (day(startDate) < since || day(startDate) >= until) continue;
      console.log(file, event.uid, show(startDate, endDate), item.component.getFirstPropertyValue("status") ?? "");
    }
  }
}
console.log(`${files.length} files`);
