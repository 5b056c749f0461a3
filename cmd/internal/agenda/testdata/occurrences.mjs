// Prints what ical.js reads in a calendar, as JSON: the occurrences that start in
// [from, to), with the instants (or days) of start and end and their status, and the
// texts of each event.
//
//   node occurrences.mjs path/to/ical.js 2025-01-01T00:00:00Z 2027-01-01T00:00:00Z < file.ics
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , library, from, to] = process.argv;
const { default: ICAL } = await import(pathToFileURL(library));

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const instant = (time) => time.toJSDate().toISOString().replace(".000", "");
const show = (time) => (time.isDate ? time.toString() : instant(time));
const occurrences = [];
const texts = {};
// Without a list it would take every override for one of every event.
const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component, { exceptions: [] }));

for (const event of events.filter((event) => !event.isRecurrenceException())) {
  for (const other of events) if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  const iterator = event.iterator();
  for (let next; (next = iterator.next()) && next.year < 2028; ) {
    const { startDate, endDate, item } = event.isRecurring() ? event.getOccurrenceDetails(next) : { item: event, startDate: event.startDate, endDate: event.endDate };
    if (instant(startDate) < from || instant(startDate) >= to) continue;
    const status = item.component.getFirstPropertyValue("status") ?? "";
    occurrences.push(`${event.uid} ${show(startDate)} ${show(endDate)} ${status}`.trim());
  }
  const value = (name) => event.component.getFirstPropertyValue(name) ?? "";
  const organizer = event.component.getFirstProperty("organizer");
  texts[event.uid] = {
    summary: value("summary"),
    description: value("description"),
    location: value("location"),
    url: value("url"),
    contact: value("contact"),
    geo: value("geo") ? value("geo").map((degrees) => degrees.toFixed(4)).join(" ") : "",
    organizer: organizer ? [organizer.getParameter("cn") ?? "", organizer.getFirstValue()].join(" ") : "",
    categories: event.component.getAllProperties("categories").flatMap((property) => property.getValues()).join("|"),
  };
}
console.log(JSON.stringify({ occurrences: occurrences.sort(), texts }));
