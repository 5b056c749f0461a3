# Reads every .ics below a folder with icalendar and prints the occurrences from one
# day to another: file, UID, start, end and status, and then how many files there are.
#
#   /usr/bin/python3 occurrences.py FOLDER 2025-01-01 2027-01-01
import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

brussels = ZoneInfo("Europe/Brussels")
folder = Path(sys.argv[1])
since, until = (date.fromisoformat(day) for day in sys.argv[2:4])


def wall(moment):
    """The time on the clock; a day is its midnight."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return moment.astimezone(brussels).replace(tzinfo=None) if moment.tzinfo else moment


def dates(event, name):
    found = event.get(name, [])
    return [wall(d.dt) for one in (found if isinstance(found, list) else [found]) for d in one.dts]


def starts(event):
    first = wall(event["DTSTART"].dt)
    all_starts = {first}
    if "RRULE" in event:
        rule = event["RRULE"]
        parts = dict(rule)
        if "UNTIL" in parts:
            parts["UNTIL"] = [wall(parts["UNTIL"][0])]
        text = type(rule)(parts).to_ical().decode()
        for start in rrulestr(text, dtstart=first, ignoretz=True):
            if start.date() >= until:
                break
            all_starts.add(start)
    return sorted((all_starts | set(dates(event, "RDATE"))) - set(dates(event, "EXDATE")))


def show(start, length, days):
    if days:
        return f"{start.date()} {(start + length - timedelta(days=1)).date()}"
    instants = [(t.replace(tzinfo=brussels)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") for t in (start, start + length)]
    return " ".join(instants)


files = sorted(folder.rglob("*.ics"))
for path in files:
    calendar = Calendar.from_ical(path.read_bytes())
    events = calendar.walk("VEVENT")
    broken = [error for part in [calendar, *events] for error in part.errors]
    if broken:
        print(path.relative_to(folder), "has errors:", broken)
    changed = {(str(e["UID"]), wall(e["RECURRENCE-ID"].dt)): e for e in events if "RECURRENCE-ID" in e}
    for event in events:
        if "RECURRENCE-ID" in event:
            continue
        for start in starts(event):
            one = changed.pop((str(event["UID"]), start), event)
            own = one is not event
            first = wall(one["DTSTART"].dt)
            length = (wall(one["DTEND"].dt) if "DTEND" in one else first) - first
            begin = first if own else start
            if since <= begin.date() < until:
                print(path.relative_to(folder), event["UID"], show(begin, length, not isinstance(one["DTSTART"].dt, datetime)), one.get("STATUS", ""))
    for uid, start in changed:
        if since <= start.date() < until:
            print(path.relative_to(folder), uid, "has a change of no occurrence on", start)
print(f"{len(files)} files")
