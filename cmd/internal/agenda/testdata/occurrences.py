"""Prints what Python's icalendar reads in a calendar, as JSON: the occurrences that
start in [from, to), with the instants (or days) of start and end and their status,
and the texts of each event. It reads rules with dateutil, and clocks with zoneinfo.

    python3 occurrences.py 2025-01-01T00:00:00Z 2027-01-01T00:00:00Z < file.ics
"""
import json
import re
import sys
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

BRUSSELS = ZoneInfo("Europe/Brussels")


def wall(value):
    """What the clock shows: a time without zone, midnight for days."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    if str(value.tzinfo) == "UTC":
        value = value.astimezone(BRUSSELS)
    return value.replace(tzinfo=None)


def instant(clock):
    return clock.replace(tzinfo=BRUSSELS).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def many(event, name):
    """The times of all EXDATE or RDATE."""
    value = event.get(name, [])
    return [wall(d.dt) for v in (value if isinstance(value, list) else [value]) for d in v.dts]


def span(event):
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start
    if "DURATION" in event:
        end = wall(start) + event["DURATION"].dt
    if isinstance(start, datetime):
        assert str(start.tzinfo) == "Europe/Brussels", start.tzinfo
        return wall(start), wall(end), instant
    return wall(start), wall(end), lambda clock: clock.strftime("%Y-%m-%d")


def starts(event):
    """All starts of an event, before 2028."""
    first = wall(event["DTSTART"].dt)
    found = rruleset()
    if "RRULE" in event:
        rule = event["RRULE"].to_ical().decode()
        # Without a zone in the start, there may be none in UNTIL.
        until = re.compile(r"UNTIL=(\d{8}T\d{6})Z")
        local = lambda m: "UNTIL=" + wall(datetime.strptime(m[1] + "+0000", "%Y%m%dT%H%M%S%z")).strftime("%Y%m%dT%H%M%S")
        found.rrule(rrulestr(until.sub(local, rule), dtstart=first))
    else:
        found.rdate(first)
    for d in many(event, "RDATE"):
        found.rdate(d)
    for d in many(event, "EXDATE"):
        found.exdate(d)
    return found.between(datetime(1970, 1, 1), datetime(2028, 1, 1))


def main(begin, end):
    calendar = Calendar.from_ical(sys.stdin.buffer.read())
    events = calendar.walk("VEVENT")
    moved = {(str(e["UID"]), wall(e["RECURRENCE-ID"].dt)): e for e in events if "RECURRENCE-ID" in e}
    occurrences, texts = [], {}
    for event in events:
        if "RECURRENCE-ID" in event:
            continue
        uid = str(event["UID"])
        for start in starts(event):
            other = moved.get((uid, start), event)
            first, last, show = span(other)
            if other is event:
                first, last = start, start + (last - first)
            if begin <= instant(first) < end:
                line = [uid, show(first), show(last), str(other.get("STATUS", ""))]
                occurrences.append(" ".join(line).strip())
        text = lambda name: str(event.get(name, ""))
        organizer = event.get("ORGANIZER")
        categories = event.get("CATEGORIES", [])
        categories = categories if isinstance(categories, list) else [categories]
        texts[uid] = {
            "summary": text("SUMMARY"),
            "description": text("DESCRIPTION"),
            "location": text("LOCATION"),
            "url": text("URL"),
            "contact": text("CONTACT"),
            "geo": "%.4f %.4f" % (event["GEO"].latitude, event["GEO"].longitude) if "GEO" in event else "",
            "organizer": organizer.params.get("CN", "") + " " + str(organizer) if organizer else "",
            "categories": "|".join(str(c) for v in categories for c in v.cats),
        }
    print(json.dumps({"occurrences": sorted(occurrences), "texts": texts}))


main(*sys.argv[1:])
