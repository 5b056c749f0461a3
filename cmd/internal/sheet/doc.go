// Package sheet reads and writes tables of cells, as CSV (RFC 4180) and as .xlsx
// (ECMA-376, Office Open XML). It knows formats and nothing of what is in the cells.
//
// # CSV
//
// An editor's CSV is UTF-8, and its first line says how the others are written,
// since "1.234" and "1,234" have two readings:
//
//	# separator=; decimal=,
//	indicator;territory;period;value
//	bim-share;mq-17;2024;47,16
//
// [ReadCSV] gives the cells as texts, without white space around them, each with its
// line and column. The first row says how many cells the others have; blank rows and
// blank cells at the end are ignored. It reports every row with another number of
// cells, quotes in wrong places, formulas, other encodings (also those of single
// lines, and letters that were encoded twice). Spreadsheets may open such a file and
// save it: what they do to the first line is understood.
//
// [ParseNumber] is strict: digits, one decimal sign, the one that was declared, and
// a minus. Thousands separators of every kind, exponents, percent signs, hexadecimal
// digits and NaN are refused, with the number as it should be written.
//
// [AppendCSV] writes tables to take away. A text that a spreadsheet would take for a
// formula begins with an apostrophe, as OWASP advises. [Dialect.AppendCSV] writes
// the sheets of editors, and ReadCSV takes the apostrophe off again: all texts come
// back, whatever they begin with.
//
// # .xlsx
//
// [ReadXLSX] gives what the editor sees, or says why it does not:
//
//   - A number has at most 15 digits, as in spreadsheets. One that is shown with a
//     percent sign is the number before that sign: 0.12 is shown as 12 %, and is 12.
//   - A number with the format of a date is a date, as precise as the format:
//     2025-03-01 that is shown as "mars 2025" is 2025-03. Times of day are refused.
//   - The result of a formula that was saved with it is taken; a formula without
//     one is refused, and so are errors such as #N/A.
//   - Merged cells are refused. Hidden sheets, rows and columns are left out, with a
//     warning if they hold anything.
//   - Rich text is text without its looks.
//
// [WriteXLSX] writes workbooks with header, widths, and number formats. No cell is
// ever a formula. The same workbook gives the same bytes: they hold no time.
//
// # Limits and how it is made
//
// Files over [MaxBytes], [MaxRows] or [MaxCells] are refused. Time grows with the
// size of the file, and memory has a limit that does not depend on it: parts of
// .xlsx are unpacked while they are read.
//
// For that reason no library does the reading. excelize, the well-kept one, builds
// every cell up to the last of each row: a file of 16 kB took it 22 seconds and
// 6.4 GB. It needs one pass for each formula that was copied down, 9 µs for a cell,
// and 2.4 MB in the binary. What it reads is compared with what is read here in the
// tests, as is what Python's openpyxl reads in the workbooks that are written here.
package sheet
