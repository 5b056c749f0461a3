package agenda

import (
	"sync"
	"time"
	_ "time/tzdata" // what a machine knows of Brussels must not matter
)

// zone is the time zone of all events, by its name in the files.
const zone = "Europe/Brussels"

// brussels is that time zone.
var brussels = sync.OnceValue(func() *time.Location {
	location, err := time.LoadLocation(zone)
	if err != nil {
		panic(err) // it is part of the program
	}
	return location
})

// wall is what the clocks of Brussels show at a moment, as if it were UTC. There
// is no change of clocks in UTC, so that days can be counted in it.
func wall(t time.Time) time.Time {
	t = t.In(brussels())
	_, offset := t.Zone()
	return time.Unix(t.Unix()+int64(offset), 0).UTC()
}

// instant is the moment at which the clocks of Brussels show a time. RFC 5545
// (3.3.5) decides what they do not say: of an hour that comes twice it is the
// first, and an hour that is left out is counted with the offset before the gap,
// so that 2:30 becomes 3:30. time.Date promises neither, and takes the second.
//
// For occurrences of a rule 3.3.10 would rather leave out those that fall in the
// gap. Calendar programs show them at 3:30, and an event that takes place is
// better than one that is missing once in a year.
func instant(wall time.Time) time.Time {
	earlier, later := wall.Add(-24*time.Hour).In(brussels()), wall.Add(24*time.Hour).In(brussels())
	_, before := earlier.Zone()
	_, after := later.Zone()
	t := wall.Add(-time.Duration(before) * time.Second).In(brussels())
	if before == after {
		return t
	}
	if _, offset := t.Zone(); offset != before {
		u := wall.Add(-time.Duration(after) * time.Second).In(brussels())
		if _, offset := u.Zone(); offset == after {
			return u
		}
	}
	return t
}

// exact is the same time on the clocks, and the moment that the files mean by it.
func exact(t time.Time) time.Time { return instant(wall(t)) }

// midnight is the beginning of a day of the wall.
func midnight(wall time.Time) time.Time { return wall.Truncate(24 * time.Hour) }
