package markdown

import (
	"strings"
	"testing"
)

// In these tests ~ is U+202F and _ is U+00A0, which look like any other space.
var spaces = strings.NewReplacer("~", "\u202f", "_", "\u00a0")

func TestTypography(t *testing.T) {
	for _, c := range []struct {
		name    string
		options Options
		source  string
		want    string
	}{
		{"quotes", french, `"Bonjour" et "au revoir".`, "«~Bonjour~» et «~au revoir~»."},
		{"quotes", dutch, `"Goedendag" en 'tot ziens'.`, "“Goedendag” en ‘tot ziens’."},
		{"quotes", english, `"Good day" and 'goodbye'.`, "“Good day” and ‘goodbye’."},
		{"quotes in quotes", french, `"Il dit "oui" et part"`, "«~Il dit “oui” et part~»"},
		{"quotes in guillemets", french, `« Il dit "oui" et part »`, "«~Il dit “oui” et part~»"},
		{"quotes in quotes", english, `"He said 'no'."`, "“He said ‘no’.”"},
		{"quote over nodes", french, `"Le **grand** *pont*"`, "«~Le <strong>grand</strong> <em>pont</em>~»"},
		{"quote in emphasis", dutch, `*"Ja"* en **'nee'**`, "<em>“Ja”</em> en <strong>‘nee’</strong>"},
		{"quote around code", english, "\"`go`\"", "“<code>go</code>”"},
		{"quote over lines", english, "\"one\ntwo\"", "“one\ntwo”"},
		{"quote after elision", french, `l'"eau"`, "l’«~eau~»"},
		{"quote after dash", english, `a--"b" ("c") "...d"`, "a–“b” (“c”) “…d”"},
		{"quote not closed", english, `a "b`, "a “b"},
		{"inches", english, `12" and 5'`, `12" and 5’`},
		{"escaped quotes", french, `\"a\" &quot;b&quot; \'c\'`, `"a" "b" 'c'`},
		{"elision", french, "l'atelier d'aujourd'hui, qu'il", "l’atelier d’aujourd’hui, qu’il"},
		{"elision of a word in emphasis", french, "l'*eau*", "l’<em>eau</em>"},
		{"elision", dutch, "'s avonds, 's-Gravenhage, zo'n foto's van '24 en 't huis", "’s avonds, ’s-Gravenhage, zo’n foto’s van ’24 en ’t huis"},
		{"elision", english, "don't, the '90s, rock 'n' roll, students' work", "don’t, the ’90s, rock ’n’ roll, students’ work"},
		{"high signs", french, "Quoi ? Non ! Si ; a : b", "Quoi~? Non~! Si~; a_: b"},
		{"high signs without spaces", french, "Quoi? Non! Si; a: b", "Quoi~? Non~! Si~; a_: b"},
		{"high signs with hard spaces", french, "Quoi\u00a0? Non\u202f! Si&nbsp;; a\u00a0: b", "Quoi~? Non~! Si~; a_: b"},
		{"several high signs", french, "Quoi ?! Oh ! ! (vraiment ?) Ah !... (?)", "Quoi~?! Oh~!~! (vraiment~?) Ah~!… (?)"},
		{"high signs at line ends", french, "un\n! deux :\ntrois", "un~! deux_:\ntrois"},
		{"high signs beside markup", french, "**Attention :** *oui* ! [non](https://a.be) ? `x` ;",
			`<strong>Attention_:</strong> <em>oui</em>~! <a href="https://a.be" class="external" rel="external">non</a>~? <code>x</code>~;`},
		{"high signs in quotes", french, `"Non !" et « non! »`, "«~Non~!~» et «~non~!~»"},
		{"high sign alone", french, "! a", "! a"},
		{"not a high sign", french, "10:30, a:b, C:/x, :) ;) :smile: !x ?a=b", "10:30, a:b, C:/x, :) ;) :smile: !x ?a=b"},
		{"percent", french, "32 % (50%), `5 %`", "32_% (50_%), <code>5 %</code>"},
		{"no high signs", dutch, "Wat ? Nee! Ja: nee", "Wat ? Nee! Ja: nee"},
		{"guillemets", french, "«a» « b » «\u00a0c\u00a0» « *d* »", "«~a~» «~b~» «~c~» «~<em>d</em>~»"},
		{"guillemet at a line end", french, "«\na\n»", "«~a~»"},
		{"ellipsis", english, "a... b.... c..", "a… b.... c.."},
		{"dashes", english, "1--2, a --- b, c-d, ----", "1–2, a — b, c-d, ----"},
		{"code", french, "`l'été ! \"a\" ... --`", `<code>l'été ! "a" ... --</code>`},
		{"addresses", french, "<https://a.be/b--c?d'e> [x](https://a.be/'y'...) http://a.be !",
			`<a href="https://a.be/b--c?d'e" class="external" rel="external">https://a.be/b--c?d'e</a> <a href="https://a.be/'y'..." class="external" rel="external">x</a> <a href="http://a.be" class="external" rel="external">http://a.be</a>~!`},
		{"entities", english, "&copy; &amp; &#x26; &unknown; AT&T", "© &amp; &amp; &amp;unknown; AT&amp;T"},
		{"off", Options{}, `"a" l'b c... d--e f !`, `"a" l'b c... d--e f !`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := New(c.options).Render(Input{Source: []byte(c.source)})
			want := "<p>" + spaces.Replace(c.want) + "</p>"
			if string(got.HTML) != want || len(got.Problems) > 0 {
				t.Errorf("%s\n got %s %v\nwant %s", c.source, visible(string(got.HTML)), got.Problems, visible(want))
			}
			if err := wellFormed([]byte(got.HTML)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestText(t *testing.T) {
	r := New(french)
	for _, c := range []struct{ source, want string }{
		{"L'eau : à qui ?", "L’eau_: à qui~?"},
		{`Le "grand" soir & <b> \*`, `Le «~grand~» soir & <b> \*`},
		{"Rien à changer", "Rien à changer"},
		{"", ""},
	} {
		if got, want := r.Text(c.source), spaces.Replace(c.want); got != want {
			t.Errorf("%q: got %s, want %s", c.source, visible(got), visible(want))
		}
	}
}

// TestStable checks that texts which have the signs of the language already are
// left alone, so that an author may type them.
func TestStable(t *testing.T) {
	r := New(french)
	for _, s := range []string{`"Non !" : l'atelier "d'été"...`, "« a » ; b -- c"} {
		once := r.Text(s)
		if twice := r.Text(once); twice != once {
			t.Errorf("%q becomes %q", once, twice)
		}
	}
}
