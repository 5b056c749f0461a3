package check

// page is what the checks need of an Output.
type page struct {
	index     int  // of the Output
	isHTML    bool // and not a file without any element
	broken    bool // it could not be made
	lang      string
	h1        int
	leaves    bool   // at once for another page
	links     []link // those that lead to another page; those within the page only if lost
	linkCount int
	ids       string   // each with a line feed after it
	repeated  []string // ids that stand there again
	nameless  []string // addresses of links without a text
	noAlt     []string // addresses of pictures without alt
	malformed []string // what could not be read
}

// role says who follows an address.
type role uint8

const (
	followed role = iota // a reader, by a link
	loaded               // the browser: styles, pictures
	stated               // machines: canonical, hreflang, feeds, the sitemap
)

// link is an address on a page.
type link struct {
	to   *target
	role role
}
