package check

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
)

// pagesOf returns n pages as heavy as those of the site: 15 kB with 70 links, of
// which one in broken pages is dead.
func pagesOf(n int, broken bool) []file {
	files := make([]file, n)
	for i := range files {
		var b strings.Builder
		for k := range 70 {
			fmt.Fprintf(&b, `<p id="p%d" class="text">Un bassin est une part de la ville, avec ses communes. <a class="tag" href="/fr/%d/#p%d">Un autre</a> %s</p>`, k, (i+k*k)%n, k, strings.Repeat("Mots. ", 8))
		}
		if broken {
			fmt.Fprintf(&b, `<a href="/fr/x%d/">X</a><a href="/footer/">X</a>`, i)
		}
		files[i] = sound(fmt.Sprintf("fr/%d/index.html", i), b.String())
	}
	return files
}

// BenchmarkCheck is all but the making of the pages.
func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{1000, 4000, 12_800} {
		for _, broken := range []bool{false, true} {
			files := pagesOf(n, broken)
			b.Run(fmt.Sprintf("pages=%d/broken=%t", n, broken), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					var problems diag.List
					if s := handmade("", files...).check(context.Background(), &problems); s.Pages != n || problems.Failed() != broken {
						b.Fatal(s, problems.Failed())
					}
				}
				b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "pages/s")
			})
		}
	}
}
