package chart

import (
	"strconv"
	"strings"
)

// written writes a number as in French, with two decimals at most.
func written(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "\u202f" + whole[i:]
	}
	if rest != "" {
		whole += "," + rest
	}
	return whole
}

func share100(v float64) string { return written(v) + "\u00a0%" }

func points(values ...float64) []Point {
	p := make([]Point, len(values))
	for i, v := range values {
		p[i].Value = v
	}
	return p
}

// coloured gives each point the colour of a basin.
func coloured(p []Point) []Point {
	for i := range p {
		p[i].Class = basins[i%5].Class
	}
	return p
}

// The basins of these tests are none: names as long as theirs, with their colours.
var basins = []Series{
	{Name: "Amont", Class: "accent-nord"},
	{Name: "Amont-Est", Class: "accent-nord-est"},
	{Name: "Aval-Est", Class: "accent-sud-est"},
	{Name: "Aval", Class: "accent-sud"},
	{Name: "Milieu-Couchant", Class: "accent-centre-ouest"},
}

// five returns the basins with their points, and the reference if it has any.
func five(reference []Point, p ...[]Point) []Series {
	var list []Series
	for i, points := range p {
		s := basins[i]
		s.Points = points
		list = append(list, s)
	}
	if reference != nil {
		list = append(list, Series{Name: "Région exemple", Reference: true, Points: reference})
	}
	return list
}

var (
	names = []string{"Amont", "Amont-Est", "Aval-Est", "Aval", "Milieu-Couchant"}
	long  = []string{
		"Gezondheids- en welzijnsbekken Voorbeeldstad-Noord",
		"Gezondheids- en welzijnsbekken Voorbeeldstad-Noordoost",
		"Eerstelijnszorgorganisatieoverlegplatform van Zuidoost-Voorbeeldstad",
		"Zuid",
		"Gezondheids- en welzijnsbekken Centrum-West (Voorbeeldstad en omstreken)",
	}
	years = []string{"2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"}
)

// unclear are points of which none is exact.
func unclear() []Point {
	return []Point{
		{Range: true, Low: 25, High: 33, Text: "25 à 33"},
		{Value: 40, Rough: true, Text: "environ 40"},
		{Value: 12, Open: -1, Text: "moins de 12"},
		{Value: 55, Open: 1, Text: "plus de 55"},
		{Missing: "n.c."},
	}
}

// cases are the charts whose drawings are kept in testdata.
func cases() map[string]*Chart {
	list := map[string]*Chart{}
	barCases(list)
	dotCases(list)
	lineCases(list)
	for name, c := range list {
		c.ID = name
		if c.Title == "" {
			c.Title = "Essai " + name
		}
		if c.Desc == "" {
			c.Desc = "Cinq territoires fictifs comparés"
		}
		if c.Number == nil {
			c.Number = written
		}
	}
	return list
}

func barCases(list map[string]*Chart) {
	bars := func(name string, labels []string, series ...Series) *Chart {
		c := &Chart{Form: Bars, Labels: labels, Series: series, Unit: "habitant·es"}
		list["bars-"+name] = c
		return c
	}
	bars("five", names, Series{Points: coloured(points(202925, 251310, 198442, 305120, 264840))})
	bars("long", long, Series{Points: coloured(points(202925, 251310, 198442, 305120, 264840))})
	bars("short", []string{"2021", "2022", "2023"}, Series{Points: points(12, 15.5, 9)})
	bars("one", names[:1], Series{Points: points(42)})
	bars("none", names, Series{Points: []Point{{Missing: "n.c."}, {Missing: "n.c."}}})
	bars("nothing", nil)
	bars("equal", names, Series{Points: points(7, 7, 7, 7, 7)})
	bars("zero", names[:4], Series{Points: points(0, 0, 12, 0)})
	bars("zeros", names[:3], Series{Points: points(0, 0, 0)})
	bars("negative", names, Series{Points: coloured(points(-1200, 340, -15, 0, 2100))})
	bars("below", names[:3], Series{Points: points(-3, -2, -1)})
	bars("huge", names, Series{Points: points(0.004, 1, 1e3, 1e6, 1e9)})
	bars("unclear", names, Series{Points: coloured(unclear())})
	bars("wordy", names[:3], Series{Points: []Point{
		{Value: 300, Rough: true, Text: "environ 300 personnes, d'après le seul des deux rapports qui compte tout le monde"}, {Value: 150}, {Value: 20}}})
	bars("reference", names, Series{Name: "Part", Points: coloured(points(12, 15, 9, 22, 17))},
		Series{Name: "Région exemple", Reference: true, Points: points(14.8, 14.8, 14.8, 14.8, 14.8)}).Number = share100
	bars("series", []string{"Amont", "Aval"},
		Series{Name: "0 à 17 ans", Points: points(21, 24.5)},
		Series{Name: "18 à 64 ans", Points: points(66, 60)},
		Series{Name: "65 à 79 ans", Points: []Point{{Value: 9, Rough: true, Text: "environ 9\u00a0%"}, {Missing: "n.c."}}},
		Series{Name: "80 ans et plus", Points: points(4, 5.5)}).Number = share100

	stacked := func(name string, labels []string, series ...Series) *Chart {
		c := &Chart{Form: Stacked, Labels: labels, Series: series, Number: share100}
		list["stacked-"+name] = c
		return c
	}
	ages := func(p ...[]Point) (s []Series) {
		for i, n := range []string{"0 à 17 ans", "18 à 44 ans", "45 à 64 ans", "65 à 79 ans", "80 ans et plus"} {
			s = append(s, Series{Name: n, Points: p[i]})
		}
		return s
	}
	stacked("five", names, ages(points(22, 25, 20, 18, 24), points(41, 38, 40, 44, 36), points(24, 22, 25, 22.5, 26), points(9, 11, 10, 11, 10), points(4, 4, 5, 4.5, 4))...)
	stacked("one", names[:1], ages(points(22), points(41), points(24), points(9), points(4))...)
	stacked("missing", names[:3], ages(points(22, 25, 20), []Point{{Missing: "n.c."}, {Value: 38, Rough: true, Text: "environ 38\u00a0%"}, {Missing: "n.c."}},
		points(24, 22, 0), []Point{{Value: 9}, {Range: true, Low: 9, High: 13}}, points(4, 4, 5))...).Whole = 100
	stacked("over", names[:1], ages(points(22.83), points(41), points(24), points(9), points(4))...).Whole = 100
	stacked("negative", names[:2], Series{Name: "Entrées", Points: points(12, 5)}, Series{Name: "Sorties", Points: points(-4, 5)})
	stacked("zeros", names[:2], Series{Name: "Entrées", Points: points(0, 0)}, Series{Name: "Sorties", Points: points(0, 0)})
	stacked("long", long[:2], Series{Name: long[2], Points: points(40, 70)}, Series{Name: long[4], Points: points(60, 30)})
}

func dotCases(list map[string]*Chart) {
	dots := func(name string, labels []string, series ...Series) *Chart {
		c := &Chart{Form: Dots, Labels: labels, Series: series, Number: share100}
		list["dots-"+name] = c
		return c
	}
	dots("five", []string{"Part des personnes bénéficiaires de l'intervention majorée", "Part des moins de 18 ans", "Part des plus de 65 ans"},
		five(points(30, 22, 13), points(41, 25, 9), points(28, 23, 12), points(22, 20, 15), points(24, 19, 17), points(44, 26, 9.5))...)
	dots("free", []string{"Habitant·es", "Densité", "Part des moins de 18 ans"},
		five([]Point{{Value: 1222637}, {Value: 7500}, {Value: 22, Text: "22\u00a0%"}},
			points(202925, 9800, 25), points(251310, 8100, 23), points(198442, 5000, 20), points(305120, 7400, 19), []Point{{Value: 264840}, {Missing: "n.c."}, {Value: 26}})...).Free = true
	list["dots-free"].Number = written
	dots("territories", names, Series{Name: "Part", Points: coloured(points(41, 28, 22, 24, 44))},
		Series{Name: "Région exemple", Reference: true, Points: points(30, 30, 30, 30, 30)})
	dots("long", long, Series{Points: coloured(points(41, 28, 22, 24, 44))})
	dots("unclear", names, Series{Points: coloured(unclear())}).Number = written
	dots("equal", []string{"Part"}, five(points(20), points(20), points(20), points(20), points(20), points(20))...)
	dots("one", names[:1], Series{Points: points(42)})
	dots("none", names[:2], five(nil, []Point{{Missing: "n.c."}}, []Point{{Missing: "n.c."}})...)
	var swarm []Series
	for k := range 24 {
		p := coloured(points(float64(k*k%23), float64(12+k%5), float64(3*k%40), 20, float64(k)))
		for i := range p {
			p[i].Text = "Quartier " + string(rune('A'+k)) + " " + share100(p[i].Value)
			if k > 10+3*i {
				p[i] = Point{Missing: "n.c."}
			}
		}
		swarm = append(swarm, Series{Points: p})
	}
	dots("swarm", names, append(swarm, Series{Name: "Région exemple", Reference: true, Points: points(14.8, 14.8, 14.8, 14.8, 14.8)})...)
	dots("negative", names[:3], Series{Points: points(-4, 0, 3)}).Number = written
	dots("huge", names, Series{Points: points(0.004, 1, 1e3, 1e6, 1e9)}).Number = written
}

func lineCases(list map[string]*Chart) {
	lines := func(name string, labels []string, series ...Series) *Chart {
		c := &Chart{Form: Lines, Labels: labels, Series: series, Number: share100}
		list["lines-"+name] = c
		return c
	}
	rise := points(18, 18.4, 19, 20.1, 20, 22, 21.5, 23, 24, 26.5, 27)
	lines("one", years, Series{Name: "Région exemple", Points: rise}).Unit = "% de la population"
	broken := points(18, 18.4, 19, 20.1, 20, 22, 21.5, 25, 24, 26.5, 27)
	broken[3] = Point{Missing: "n.c."}
	broken[4] = Point{Missing: "n.c."}
	broken[7].Break = true
	broken[8] = Point{Range: true, Low: 22, High: 26}
	broken[9].Rough, broken[10].Rough = true, true
	broken[10].Text = "environ 27\u00a0%"
	lines("broken", years, Series{Points: broken})
	more := []Series{}
	for k, from := range []float64{18, 24, 15, 16, 25.5} {
		s := basins[k]
		for i := range years {
			s.Points = append(s.Points, Point{Value: from + float64(i)*0.4*float64(k%3) + float64(i%2)})
		}
		more = append(more, s)
	}
	more[1].Points[4] = Point{Missing: "n.c."}
	more[2].Points[10] = Point{Missing: "n.c."}
	more = append(more, Series{Name: "Région exemple", Reference: true, Points: rise})
	lines("five", years, more...)
	lines("dutch", years[:4], Series{Name: "Brussels Hoofdstedelijk Gewest", Reference: true, Points: points(5, 6, 6, 7)},
		Series{Name: long[0], Class: "accent-nord", Points: points(4, 4, 6, 8)}, Series{Name: "Welzijnszorg Zuidoost", Class: "accent-sud-est", Points: points(6, 7, 7, 7)})
	lines("single", years[:1], Series{Points: points(12)})
	lines("two", years[:2], Series{Points: points(12, 8)})
	lines("none", years[:3], Series{Points: []Point{{Missing: "n.c."}, {Missing: "n.c."}, {Missing: "n.c."}}})
	lines("equal", years[:5], Series{Points: points(3, 3, 3, 3, 3)})
	lines("zeros", years[:5], Series{Points: points(0, 0, 0, 0, 0)})
	lines("negative", years[:5], Series{Points: points(-3, -1, 0, 2, -2)})
	lines("huge", years[:4], Series{Points: points(1, 1e3, 1e6, 1e9)}).Number = written
	lines("open", years[:4], Series{Points: []Point{{Value: 10, Open: -1, Text: "moins de 10"}, {Value: 14}, {Value: 20, Open: 1, Text: "plus de 20"}, {Value: 18}}}).Number = written
	lines("uneven", []string{"2005", "2010", "2022", "2023", "2024"}, Series{Points: points(3, 4, 6, 7, 7)}).X = []float64{2005, 2010, 2022, 2023, 2024}

	list["multiples-five"] = &Chart{Form: Multiples, Labels: years, Series: more, Number: share100, Unit: "% de la population"}
	list["multiples-broken"] = &Chart{Form: Multiples, Labels: years, Series: []Series{{Name: long[0], Points: broken}, {Name: "Aval", Points: points(12)},
		{Name: "Milieu"}, {Name: "Zéro", Points: points(0, 0, 0)}}, Number: share100}
	list["spark-rise"] = &Chart{Form: Spark, Labels: years, Series: []Series{{Points: rise}}}
	list["spark-broken"] = &Chart{Form: Spark, Labels: years, Series: []Series{{Points: broken}}}
	list["spark-one"] = &Chart{Form: Spark, Labels: years[:1], Series: []Series{{Points: points(3)}}}
	list["spark-none"] = &Chart{Form: Spark}
}
