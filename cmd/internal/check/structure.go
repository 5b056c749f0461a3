package check

import "fmt"

func repeatedIDs(p *pass) {
	for _, id := range p.page.repeated {
		p.add(finding{message: fmt.Sprintf("id %q stands more than once on the page", id)})
	}
}

func missingAlts(p *pass) {
	for _, src := range p.page.noAlt {
		p.add(finding{message: fmt.Sprintf("picture %q has no alt", src), hint: `say what it shows, or alt="" if it only decorates`})
	}
}

func missingLang(p *pass) {
	if p.page.isHTML && p.page.lang == "" {
		p.add(finding{message: "the page does not say its language", hint: `<html lang="…">`})
	}
}

func headings(p *pass) {
	switch n := p.page.h1; {
	case !p.page.isHTML || n == 1 || p.page.leaves:
	case n == 0:
		p.add(finding{message: "the page has no h1"})
	default:
		p.add(finding{message: fmt.Sprintf("the page has %d h1, not one", n)})
	}
}

func malformed(p *pass) {
	for _, message := range p.page.malformed {
		p.add(finding{message: message})
	}
}
