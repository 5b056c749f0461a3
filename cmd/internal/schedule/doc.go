// Package schedule arranges the ateliers of a site in time: by month and day, in
// the weeks of a month, in the years of an archive, and by what a reader may look
// for. Its functions are pure: they take the model, know no address and no HTML,
// and package plan turns what they return into pages.
//
// Which pages there are follows from what must scale. A site of 5,000 ateliers, of
// which 300 repeat, has some 30,000 occurrences; nobody reads a list of them, and
// no page may be so long.
//
//   - A [Choice] is a page for each bassin or the Region, each kind, each pair of
//     the two, and each spoken language, where there is at least one atelier: at
//     most (bassins + 1) × kinds pages and a few, however many ateliers there are.
//     Three choices at once are no page: their number would grow with the product,
//     and a script makes them on the list, where all that is to come is at hand.
//   - A [Year] and its months are the archive, in which everything stands once: a
//     month is the only page that always shows all of its occurrences, cut into
//     pages by [Sheet.Pages] when there are too many. Lists that are too long end with
//     links into it, see [Cut].
//   - A [Lines] is a year of one bassin on a sheet of paper, where what does not
//     fit is counted.
//
// An occurrence stands on the days on which it is held, see [Span]. One of which
// only the month is known stands in its month, and one of which only the year is
// known in its year: no day is made up.
//
// An [Event] is an occurrence, or an atelier that repeats, as calendars hold it.
package schedule
