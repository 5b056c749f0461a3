package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

var languages = []string{"fr", "nl", "en"}

// corpus is what is added to the repository's own site.
type corpus struct {
	articles []article
	tags     []names // an article names them by place
	ateliers []atelier
	pictures string // folder of photo-NN.svg, "" if no text shows one
}

// article is one text in one language.
type article struct {
	id, lang, title, date, summary string
	bassins, tags                  []int // by place
	body                           string
}

type atelier struct {
	date, place string
	bassin      int
	title, text names
}

// names is a text by language.
type names map[string]string

func (c corpus) size() (n int) {
	for _, a := range c.articles {
		n += len(a.body)
	}
	return n
}

// front is the front matter of corpus.py.
type front struct {
	Title          string   `yaml:"title"`
	Date           string   `yaml:"date"`
	Tags           []string `yaml:"tags"`
	Bassins        []string `yaml:"bassins"`
	Summary        string   `yaml:"summary"`
	TranslationKey string   `yaml:"translationKey"`
}

// rawAtelier is a file of data/ateliers of corpus.py.
type rawAtelier struct {
	Date   string `yaml:"date"`
	Place  string `yaml:"place"`
	Bassin string `yaml:"bassin"`
	Title  names  `yaml:"title"`
	Text   names  `yaml:"description"`
}

// rawBassins are the bassins of corpus.py; ours take their places.
var rawBassins = []string{"escaut", "meuse", "dendre", "senne", "dyle"}

var (
	reLink    = regexp.MustCompile(`\]\(/[a-z]+/articles/([^/)]+)/\)`)
	rePicture = regexp.MustCompile(`\]\(/img/(photo-\d+\.svg)`)
)

// readCorpus converts what corpus.py wrote to the way in which our texts are
// written: links by id, pictures beside the text.
func readCorpus(dir string) (c corpus, err error) {
	c.pictures = filepath.Join(dir, "static", "img")
	t := tagger{corpus: &c, words: map[string]int{}, ids: map[string][]int{}}
	for _, lang := range languages {
		paths, _ := filepath.Glob(filepath.Join(dir, "content", lang, "articles", "*.md"))
		slices.SortStableFunc(paths, func(p, q string) int { // translations first: they tell what a word is elsewhere
			return cmp.Compare(len(t.ids[articleID(q)]), len(t.ids[articleID(p)]))
		})
		for _, p := range paths {
			a, words, err := readArticle(p, lang)
			if err != nil {
				return c, err
			}
			a.tags = t.tags(a, words)
			c.articles = append(c.articles, a)
		}
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "data", "ateliers", "*.yaml"))
	for _, p := range paths {
		var raw rawAtelier
		if err := readYAML(p, &raw); err != nil {
			return c, err
		}
		c.ateliers = append(c.ateliers, atelier{raw.Date, raw.Place, slices.Index(rawBassins, raw.Bassin), raw.Title, raw.Text})
	}
	return c, nil
}

func readArticle(p, lang string) (a article, tags []string, err error) {
	data, err := os.ReadFile(p)
	if err != nil {
		return a, nil, err
	}
	parts := strings.SplitN(string(data), "---\n", 3)
	var f front
	if err := yaml.Load([]byte(parts[1]), &f); err != nil {
		return a, nil, fmt.Errorf("%s: %w", p, err)
	}
	a = article{id: f.TranslationKey, lang: lang, title: f.Title, date: f.Date, summary: f.Summary}
	for _, b := range f.Bassins {
		a.bassins = append(a.bassins, slices.Index(rawBassins, b))
	}
	a.body = reLink.ReplaceAllString(rePicture.ReplaceAllString(parts[2], "]($1"), "](article:$1)")
	return a, f.Tags, nil
}

// tagger finds out which words are one tag. An article's translations list their
// tags in one order: the n-th word in French is the n-th in Dutch.
type tagger struct {
	*corpus
	words map[string]int   // place of the tag, by language and word
	ids   map[string][]int // tags of the articles read so far
}

func (t tagger) tags(a article, words []string) []int {
	tags, known := t.ids[a.id]
	for i, w := range words {
		key := a.lang + " " + w
		if known {
			t.words[key] = tags[i]
			t.corpus.tags[tags[i]][a.lang] = w
			continue
		}
		at, ok := t.words[key]
		if !ok {
			at = len(t.corpus.tags)
			t.words[key] = at
			t.corpus.tags = append(t.corpus.tags, names{a.lang: w})
		}
		tags = append(tags, at)
	}
	t.ids[a.id] = tags
	return tags
}

func articleID(p string) string { return strings.TrimSuffix(filepath.Base(p), ".md") }

func readYAML(p string, v any) error {
	data, err := os.ReadFile(p)
	if err == nil {
		err = yaml.Load(data, v)
	}
	return err
}

// ownCorpus writes texts of about three kilobytes without corpus.py.
func ownCorpus(n int) (c corpus) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range 30 {
		word := fmt.Sprintf("sujet %d", i)
		c.tags = append(c.tags, names{"fr": word, "nl": word, "en": word})
	}
	first := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := 0; len(c.articles) < n; i++ {
		date := first.AddDate(0, 0, r.IntN(2900)).Format(time.DateOnly)
		bassin, tag := r.IntN(5), r.IntN(30)
		for _, lang := range languages {
			if r.IntN(12) == 0 && len(languages) > 1 || len(c.articles) == n {
				continue
			}
			c.articles = append(c.articles, article{
				id: fmt.Sprintf("a%06d", i), lang: lang, title: fmt.Sprintf("Une journée dans le quartier – %d", i), date: date,
				summary: prose(r, 1), bassins: []int{bassin}, tags: []int{tag, (tag + 7) % 30}, body: ownBody(r),
			})
		}
	}
	for i := range 120 {
		text := names{"fr": prose(r, 3), "nl": prose(r, 3), "en": prose(r, 3)}
		title := names{"fr": fmt.Sprint("Rencontre ", i), "nl": fmt.Sprint("Ontmoeting ", i), "en": fmt.Sprint("Meeting ", i)}
		c.ateliers = append(c.ateliers, atelier{first.AddDate(7, 0, r.IntN(700)).Format(time.DateOnly), "Maison du quartier", r.IntN(5), title, text})
	}
	return c
}

var words = strings.Fields("l’atelier réunit chaque mois des voisines, des voisins et des équipes de santé pour préparer ensemble une réponse simple à des besoins très concrets du quartier")

func prose(r *rand.Rand, sentences int) string {
	var b strings.Builder
	for range sentences {
		b.WriteString("Ici, ")
		for range 10 + r.IntN(10) {
			b.WriteString(words[r.IntN(len(words))])
			b.WriteByte(' ')
		}
		b.WriteString("aussi. ")
	}
	return strings.TrimSpace(b.String())
}

func ownBody(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("\n" + prose(r, 3) + "\n")
	for i := range 3 + r.IntN(3) {
		fmt.Fprintf(&b, "\n## Partie %d\n\n%s\n", i+1, prose(r, 3))
		switch r.IntN(4) {
		case 0:
			fmt.Fprintf(&b, "\n- **%s**\n- %s\n", prose(r, 1), prose(r, 1))
		case 1:
			b.WriteString("\n| Lieu | Nombre |\n| --- | ---: |\n| Nord | 12 |\n| Sud | 31 |\n")
		}
	}
	return b.String()
}
