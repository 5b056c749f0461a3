// Package opendata writes figures to be taken away: as CSV with its description (CSVW),
// as JSON, and as workbooks. It knows no page: addresses come from functions that it
// is given.
//
// A CSV (RFC 4180) has a line for each figure, and all that explains it:
//
//	indicator,indicator_name_fr,…,territory,…,period,period_start,period_end,value,…
//	population,Population,…,region,…,2025-01-01,2025-01-01,2025-01-01,1255795,…
//
// It is for all languages at once: names are ids, and what is in words is there in
// each language. So are its description, after the W3C's Metadata Vocabulary for
// Tabular Data, and the JSON, a [FigureFile]. A workbook is for readers of one language,
// and "bassins import" takes its sheets of themes back.
//
// The licence of the site is that of what the site has added, which [Rights] says
// wherever figures go: each figure keeps the terms of its source.
//
// The same figures always give the same bytes, and no number is rounded.
package opendata
