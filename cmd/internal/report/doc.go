// Package report is what pages show of figures, in one language: values as text,
// cards, tables, charts and comparisons.
//
// A [Words] writes for one language. What it returns are plain structs with
// finished texts, which templates print; the only HTML are the drawings of package
// chart. It decides nothing about addresses: links come from a function that it
// is given.
//
// Package opendata writes the same figures to be taken away; [Words.ChartFile] writes
// a drawing as a file.
//
// Three rules hold everywhere:
//
//   - A number never stands alone. With it stand what it counts, for whom, for
//     when, how sure it is and where it comes from; in a table the sources that
//     most numbers share stand below it, the others in numbered notes.
//   - What is missing is said, with the reason: nobody has published it, it does
//     not apply, too few persons are concerned, or our sources say nothing.
//   - Only what is comparable is compared: periods of one kind, with no break
//     between them.
package report
