// Package lang holds what the site knows about languages: how each writes dates,
// hours, numbers and plurals, what its buttons and headings say, and how names
// are sorted and turned into addresses.
//
// # A language is data
//
// Nothing here names French, Dutch or English. All facts about a language are in
// data/languages/<id>.yaml, which another package decodes strictly into a
// [Language] and completes with [Language.Compile]; its complaints carry the field
// they are about, so that the reader of the file can add line and column. A fourth
// language is such a file, its interface strings and its texts. An extract of fr.yaml:
//
//	id: fr                         # as in <html lang>
//	fallback: [nl, en]             # shown, in this order, where a French text is missing
//	months: [janvier, …]           # as they stand beside a day
//	dates:
//	  first_day: 1er               # "1er mars", but "2 mars"
//	  date: "{day}\u00A0{month} {year}"
//	  days: "du {from} au {to}"    # "du lundi 2 au vendredi 6 décembre 2024"
//	numbers: {group: "\u202F", decimal: ",", minus: "−", percent: "{n}\u00A0%"}
//	plurals:                       # as Unicode writes them, without the samples
//	  one: i = 0,1
//
// A pattern holds names in braces; Compile says which each must hold. Spaces that
// must not break (U+00A0, and the narrow U+202F) are part of the data.
//
// Plural rules follow Unicode Technical Standard 35, part 3, section 5: copy them from
// CLDR's plurals.xml. The category "other" has no rule: it takes what is left.
//
// # Dates
//
// A [Date] is as exact as its author was: 2025, 2025-02, 2025-02-13 or
// 2025-02-13T09:30, always in Brussels; an hour may have the offset that Brussels
// has then, and no other. Nothing is filled in: what is not known is not shown. The
// languages' methods ([Language.Date], [Language.LongDate], [Language.Range],
// [Language.When] and others) always show the year, and [Language.WrongWeekdays]
// finds the dates in a text that name another weekday.
//
// # Interface strings
//
// data/i18n/<id>.yaml maps a key to a text, or, where a count decides the form, to
// one text for each plural category of the language:
//
//	nav.home: Accueil
//	search.found:
//	  one: "{n} résultat pour « {query} »"
//	  other: "{n} résultats pour « {query} »"
//
// The argument n is the count. A brace that is meant as such is doubled: {{ and }}.
// [ParseStrings] reads one file, [CheckStrings] compares the languages, and
// [Strings.Message] fills in the arguments, numbers as the language writes them.
//
// # Texts and names
//
// [Text] is one text in several languages, as data files hold them. [Fold], [Slug] and
// [SortKey] make names comparable: without accents, as addresses, and in reading order.
//
// After Compile, all values are read-only and safe for several goroutines. The package
// knows nothing of basins or pages; it does not translate, and it does not apply the
// typography it describes: package markdown does.
package lang
