// Package markdown turns the texts of authors into HTML: Markdown with a few
// blocks of our own, the typography of the language, and a problem with its
// place for everything that would come out wrong.
//
// It knows the format and not the site. Where a reference leads, how a picture
// is scaled, what a figure is, and every word that the HTML adds to a text are
// given to it by the caller, so that the same [Input] always gives the same bytes:
//
//	r := markdown.New(options)                  // one for each language, shared by goroutines
//	refs := markdown.References(source)         // "article:x", "photo.jpg": what to look up
//	result := r.Render(markdown.Input{Source: source, Links: links, Images: images})
//
// What figures say is no part of a source: whoever keeps a result asks [HasFigures]
// whether it depends on more.
//
// [Renderer.Inline] is for the one-line texts of data files, [Renderer.Text] for
// plain titles, and [Renderer.Plain] for plain texts that may name figures. Problems
// carry an offset in the source, never a line: only the caller knows in which file,
// and how far down in it, the source stands.
//
// # The dialect
//
// It is CommonMark with these additions, and with these limits.
//
// Headings begin with ##, since the title of the page is the only heading of the
// first level. None may skip a level on the way down. Each gets an id made of its
// words ("L'œuvre d'été" is l-oeuvre-d-ete, a second one l-oeuvre-d-ete-2), or
// the one that is given after it, which outlasts a change of the words:
//
//	## Next steps {#next-steps}
//
// Links lead to another site (https://…, mailto:…, tel:…), to a heading of the
// same text (#next-steps), or to a reference, which is whatever else is written:
// a path ("../other", "file.pdf") or a short name ("article:x", "page:x#y"). A
// reference must be in [Input.Links]. A link without text shows the title of its
// target, so that names need not be typed, and <commune:x> is short for it:
//
//	The clinic of [](commune:ixelles) and that of <commune:forest>
//
// Links to other sites have class="external". Addresses that begin with http://,
// https:// or www., and e-mail addresses, become links by themselves.
// What could run in a browser (javascript:, data: …) is a problem even if the
// caller knows it as a reference.
//
// Pictures are references too, in [Input.Images]. The text between the brackets
// says what the picture shows and must not be empty; a hyphen stands for a
// picture that only decorates. One that is a paragraph by itself becomes a
// <figure>, with its title as caption:
//
//	![Three neighbours empty a cellar](cellar.jpg "January 2025")
//	![-](line.svg)
//
// Blocks begin with ::: and a name, and end with :::, which always closes the
// innermost one. The words after the name are the title, or the caption:
//
//	::: note Good to know         an <aside class="callout callout-note">
//	::: important                 the same, with the title of [Labels]
//	::: table Visits in 2025      around one table, which gets a <caption>
//
// Figures are named and not typed, and [Input.Figures] tells what they are. A link
// without text to figure:x becomes the figure as the language writes it, and at its
// first use in a chapter (what stands below one heading of the second level) the
// mark of a footnote with what it counts and where it is from. One figure has one
// note, numbered with those that the author writes. In a link, in the description
// of a picture and in a text of one line the figure stands alone. In a heading it
// is no part of the id:
//
//	The clinic had [](figure:visits/ixelles/2025), [more](figure:visits) than ever
//
// Blocks of figures are chart, data (a table) and card. The word after the name
// says of what, and each line in the block is an option, not Markdown:
//
//	::: chart visits
//	form: dots
//	:::
//
// Tables, ~~strikethrough~~ and lists of tasks are those of GitHub. A paragraph
// without | is never a table. A table lies in a <section class="table"> that can be
// scrolled with the keyboard; an empty cell of its first row is no header. The
// box of a task is written as the sign ☐ or ☑ with a label for screen readers,
// because a control that cannot be used would only be in the way.
//
// Footnotes are marked [^name] and written anywhere as a line "[^name]: text".
// Definition lists are a line with the term, and below it ": definition".
//
// HTML is a problem, inline and as a block. A comment <!-- … --> is left out.
//
// # Typography
//
// Authors type what is on their keyboard. By the language's [Options]
//
//	"a" 'b'        become quotation marks, inner ones within outer ones
//	l'eau 's '24   get an apostrophe
//	... -- ---     become …, – and —
//	; ! ? : « »    get their spaces (French), whether or not one was typed
//
// but not in code and addresses, nor where the sign is no punctuation: 10:30,
// :), a 12" pipe. A backslash before a sign keeps it as it is: \". Signs that
// are typed as they should be are left alone.
//
// # The HTML
//
// It is compact, with nothing between blocks, and needs no minifier. Ids that
// are not those of headings contain a _ (fn_1, fnref_1, table_1, figure_1,
// callout_1, notes_title), so that no heading can have them. Classes are external, anchor
// and heading (the link beside a heading, and the <div> around both), callout,
// callout-note, callout-important, callout-title, table, align-left,
// align-right, align-center, task, footnotes and visually-hidden.
//
// # How it is made
//
// Goldmark parses (parser.go, and directive.go for the blocks); one pass over its
// tree appends the HTML (block.go, inline.go, link.go, heading.go, figure.go), and
// footnotes at the end, numbered as they were written (footnote.go). The
// typography is part of that pass (writer.go, typography.go): a table tells for
// each byte whether anything has to be done, and for nearly all nothing has.
// Nothing is parsed, walked or minified twice.
package markdown
