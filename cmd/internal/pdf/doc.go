// Package pdf prints a web page as a PDF file, with Chromium.
//
// The page needs no other file: its styles and pictures are in it. The browser gets
// no network. What it writes is tagged, has an outline of the headings, and the
// title and the language of the page.
//
// The same page gives the same bytes: Chromium writes into each file when it was
// made, and [Printer.Print] puts the date of the document there instead. Files are
// kept in a cache by what they were made of, the browser included, since one takes
// some seconds.
//
// A page is printed for the site by cmd/bassins, when it is asked for PDF files.
package pdf
