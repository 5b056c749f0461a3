package plan

import (
	"strconv"
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

type event struct {
	Context        string         `json:"@context,omitempty"`
	Type           string         `json:"@type"`
	ID             string         `json:"@id,omitempty"`
	Name           string         `json:"name"`
	Description    string         `json:"description,omitempty"`
	URL            string         `json:"url,omitempty"`
	InLanguage     []string       `json:"inLanguage,omitempty"` // spoken, which is not the language of the page
	StartDate      string         `json:"startDate"`
	EndDate        string         `json:"endDate,omitempty"`
	PreviousStart  string         `json:"previousStartDate,omitempty"`
	EventStatus    string         `json:"eventStatus"`
	AttendanceMode string         `json:"eventAttendanceMode,omitempty"`
	Location       []any          `json:"location,omitempty"`
	Organizer      []thing        `json:"organizer,omitempty"`
	Capacity       int            `json:"maximumAttendeeCapacity,omitempty"`
	Free           *bool          `json:"isAccessibleForFree,omitempty"`
	Super          *thing         `json:"superEvent,omitempty"`
	Schedule       *eventSchedule `json:"eventSchedule,omitempty"`
	Sub            []event        `json:"subEvent,omitempty"`
}

type place struct {
	Type    string          `json:"@type"`
	Name    string          `json:"name,omitempty"`
	Address *postalAddress  `json:"address,omitempty"`
	Geo     *geoCoordinates `json:"geo,omitempty"`
	URL     string          `json:"url,omitempty"` // of a place online
}

type postalAddress struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Locality string `json:"addressLocality,omitempty"`
	Region   string `json:"addressRegion"`
	Country  string `json:"addressCountry"`
}

type geoCoordinates struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type eventSchedule struct {
	Type       string   `json:"@type"`
	StartDate  string   `json:"startDate"`
	EndDate    string   `json:"endDate,omitempty"`
	StartTime  string   `json:"startTime,omitempty"`
	EndTime    string   `json:"endTime,omitempty"`
	Frequency  string   `json:"repeatFrequency"`
	Count      int      `json:"repeatCount,omitempty"`
	ByDay      []string `json:"byDay,omitempty"`
	ByMonthDay []int    `json:"byMonthDay,omitempty"`
	ByMonth    []int    `json:"byMonth,omitempty"`
	Except     []string `json:"exceptDate,omitempty"`
	Timezone   string   `json:"scheduleTimezone"`
}

// event is the atelier for machines: a series of events if it repeats.
func (p *planner) event(l int, a *site.Atelier, r *route, v *AtelierView) event {
	whole := site.Occurrence{Atelier: a, Start: a.Start, End: a.End, Original: a.Previous, Status: a.Status.Value, Place: a.Place}
	e := p.eventOf(l, &whole)
	e.Context, e.Name, e.URL, e.Description = schemaOrg, r.titles[l], p.absolute(r.urls[l]), schedule.Plain(p.site, l, a.Summary[p.site.Languages[l].ID])
	e.ID = e.URL + "#event"
	e.InLanguage, e.Capacity = source.Values(a.Languages), a.Capacity
	for _, b := range a.Bassins {
		e.Organizer = append(e.Organizer, p.organisation(l, b))
	}
	if reg := a.Registration; reg != nil && (reg.Free || len(reg.Price) > 0) {
		e.Free = &reg.Free
	}
	if v.Series.URL != "" {
		series := p.linkTo(l, "series", a.Series.ID.Value)
		e.Super = &thing{Type: "EventSeries", ID: p.absolute(series.URL) + seriesID, Name: series.Text, URL: p.absolute(series.URL)}
	}
	if a.Repeats == nil {
		return e
	}
	e.Type, e.EndDate, e.Schedule = "EventSeries", "", scheduleData(a)
	for _, o := range a.Occurrences {
		if !p.site.Ended(o) && len(e.Sub) < maxTimes {
			sub := p.eventOf(l, o)
			sub.Name, sub.URL = e.Name, e.URL+"#"+anchor(o)
			e.Sub = append(e.Sub, sub)
		}
	}
	return e
}

// eventOf is what may be different from one occurrence to the next.
func (p *planner) eventOf(l int, o *site.Occurrence) event {
	a := o.Atelier
	e := event{Type: "Event", StartDate: o.Start.ISO(), EventStatus: eventStatus(o)}
	if !o.End.IsZero() {
		e.EndDate = o.End.ISO()
	}
	if !o.Original.IsZero() {
		e.PreviousStart = o.Original.ISO()
	}
	if o.Place != nil {
		e.Location = append(e.Location, p.placeData(l, o.Place))
	}
	if a.Online {
		e.Location = append(e.Location, place{Type: "VirtualLocation", URL: a.Join.Value})
	}
	switch {
	case a.Online && o.Place != nil:
		e.AttendanceMode = schemaOrg + "/MixedEventAttendanceMode"
	case a.Online:
		e.AttendanceMode = schemaOrg + "/OnlineEventAttendanceMode"
	case o.Place != nil:
		e.AttendanceMode = schemaOrg + "/OfflineEventAttendanceMode"
	}
	return e
}

func (p *planner) placeData(l int, at *site.Place) place {
	id := p.site.Languages[l].ID
	v := place{Type: "Place", Name: at.Name.In(id), Address: &postalAddress{Type: "PostalAddress", Street: at.Address.In(id), Region: "Bruxelles/Brussel", Country: "BE"}}
	if at.Commune.Value != "" {
		v.Address.Locality = p.linkTo(l, "commune", at.Commune.Value).Text
	}
	if at.Latitude != 0 || at.Longitude != 0 {
		v.Geo = &geoCoordinates{"GeoCoordinates", at.Latitude, at.Longitude}
	}
	return v
}

// frequencies are the rules of RFC 5545 as the durations that schema.org wants.
var frequencies = map[string]string{"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}

// scheduleData is the rule of an atelier in the words of schema.org, or nil if it
// has none for a part of the rule.
func scheduleData(a *site.Atelier) *eventSchedule {
	v := &eventSchedule{Type: "Schedule", StartDate: a.Start.Truncate(lang.ToDay).String(), Timezone: "Europe/Brussels", StartTime: clock(a.Start), EndTime: clock(a.End)}
	unit, interval := "", "1"
	for part := range strings.SplitSeq(a.Rule.String(), ";") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "FREQ":
			unit = frequencies[value]
		case "INTERVAL":
			interval = value
		case "COUNT":
			v.Count, _ = strconv.Atoi(value)
		case "UNTIL":
			if len(value) >= len("20250101") {
				v.EndDate = value[:4] + "-" + value[4:6] + "-" + value[6:8]
			}
		case "BYDAY":
			v.ByDay = strings.Split(value, ",")
		case "BYMONTHDAY":
			v.ByMonthDay = numbers(value)
		case "BYMONTH":
			v.ByMonth = numbers(value)
		case "WKST":
		default:
			return nil
		}
	}
	if unit == "" {
		return nil
	}
	v.Frequency = "P" + interval + unit
	v.Except = source.Values(a.Repeats.Except)
	return v
}

// clock is the time of day of a date, if it has one.
func clock(d lang.Date) string {
	if d.Precision() < lang.ToMinute {
		return ""
	}
	return d.Time().Format("15:04")
}

func numbers(list string) []int {
	var all []int
	for s := range strings.SplitSeq(list, ",") {
		if n, err := strconv.Atoi(s); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// eventStatus is the schema.org value for the state of an occurrence. One that was
// moved to another place is where it is; only one with another start is rescheduled.
func eventStatus(o *site.Occurrence) string {
	switch {
	case o.Status == "cancelled":
		return schemaOrg + "/EventCancelled"
	case o.Status == "postponed":
		return schemaOrg + "/EventPostponed"
	case o.Status == "moved" && !o.Original.IsZero():
		return schemaOrg + "/EventRescheduled"
	}
	return schemaOrg + "/EventScheduled"
}
