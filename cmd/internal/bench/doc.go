// Command bench measures what a build costs, on a site as large as you like.
//
//	make bench                                          1,000 and 10,000 articles
//	go run ./cmd/internal/bench -articles 30000 -runs 1
//	go run ./cmd/internal/bench -ateliers 5000          what so many ateliers add
//	go run ./cmd/internal/bench -indicators 1000        what so many indicators add
//	go run ./cmd/internal/bench -hugo ~/go/bin/hugo     beside Hugo, in the same run
//
// It makes a complete project in a temporary folder: the pages, data and templates
// of this repository with articles, tags and ateliers added to them. Where the
// folder of the comparison bench (flag -corpus, else ../shared/bench beside the
// repository) and python3 are there, the texts are those of its corpus.py, so that
// Hugo can be given the same; otherwise the program writes texts of its own. It
// builds the command and runs it as a user would.
//
// # The tables
//
// "Builds" has a line for each thing that happens to a site, in this order:
//
//	cold              into an empty folder, without .cache; the stylesheets are
//	                  compiled if Dart Sass is there
//	nothing changed   the same again
//	a body            one article's text has another word
//	a title           one article's title has: its neighbours and lists show it
//	an atelier        a line of data/ has changed: every file of data/ is read
//	a bassin's name   it stands in the footer of every page of its language
//
// "wall" is the time from start to end, "cpu" what all cores together worked for
// us and for the kernel, "peak" the largest resident memory. Each is the median of
// the runs, and the range of wall follows. On a machine with other work trust cpu,
// and ratios within one run, and nothing below 1.2 times.
//
// "Stages of a cold build" is the clock of the build itself (bassins build --stages).
//
// "Work per page" runs the stages one after the other on one core in a process of
// its own: µs of CPU, garbage collection included, for each article (all other
// pages are shared out among them). Whoever adds a feature looks here: it may cost
// 5 to 20 µs. -profile FILE writes a profile of it for go tool pprof.
//
// "Serve" is what a server works between a change on disk and the finished page:
// one project.Load with the changed path, and the page.
//
// "Beside Hugo" alternates the two programs, cold, each into a fresh folder. The
// ratio is Hugo's figure over ours, then per page, since we write more of them.
//
// # Pitfalls
//
// Texts that have no translation are shown in the other languages too, as on our
// site, so that we write 3 % more pages than Hugo does of the same corpus, and the
// pages of the communes and of the ateliers besides.
//
// Creating files after many were deleted costs some disks several times the system
// time, for minutes: every run has folders of its own, and all are deleted at the
// end. The first run after the corpus is written is slower, so one is thrown away.
package main
