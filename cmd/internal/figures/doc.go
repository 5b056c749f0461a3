// Package figures says whether figures agree, and takes them in and out. It works on
// the model of package site and knows no page.
//
// # Do they agree?
//
// [Check] reports, each at its place in data/:
//
//   - the same figure twice, a value that is not plausible, or negative where nothing
//     says that it may be, and one of a time that has not begun and is no estimate
//   - shares of a group that do not add up to 100 %, a total that is not the sum of its
//     parts, and a Region that is not the sum of its basins or communes
//   - a value that has more than doubled or halved in a year (or what the indicator
//     gives as jump) without a note
//   - corrections that do not fit the figures, and figures that were published and
//     have changed without one
//   - figures of a report that are later than the report, and charts whose territories
//     are known for different times only
//
// A figure stands for all the values that it may have: 12.5 for 12.45 to 12.55, a range
// for what lies in it, "about 12,000" for 11,500 to 12,500. Sums are wrong only if none
// of those values makes them right, so that no source is blamed for its rounding.
//
// # What was published
//
// data/published-figures.csv records the value of each figure that the public has been
// told, and since when, as "bassins figures --record" writes it:
//
//	indicator,territory,period,value,published
//	population,region,2025-01-01,1255795,2026-11-22
//
// A value that changes afterwards needs an entry in data/corrections.yaml, and is
// recorded anew once it has one.
//
// # Gaps
//
// [NewOverview] lists what is known for whom, since when, and what to ask for.
//
// # Sheets
//
// [Import] turns the sheet of an editor, .xlsx or CSV, into a file of
// data/observations, and refuses all of it if a cell is wrong. [Export] is the way
// back. The columns are those of [site.ObservationColumns]; a workbook also has names
// beside the ids, for those who read it, which Import leaves alone.
package figures
