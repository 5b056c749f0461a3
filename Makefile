# The menu. Every target calls Go or one tool; nothing is hidden here, and CI calls the same targets.
.PHONY: help site serve check record test styles golden fuzz bench lint clean
FLAGS ?=
FUZZTIME ?= 10s

help: ## show this menu
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

site: ## build the site into public/, with Go alone (FLAGS="--drafts" adds drafts)
	go run ./cmd/bassins build -o public $(FLAGS)

serve: ## show the site on this machine and follow every change
	go run ./cmd/bassins serve $(FLAGS)

check: ## look for mistakes in texts and data without writing anything
	go run ./cmd/bassins check $(FLAGS)

record: ## write what calendars and the public have been told; main does it before it publishes
	go run ./cmd/bassins ateliers --record
	go run ./cmd/bassins figures --record

test: ## install what the tests need, then run them all
	.tools/install node chromium icalendar openpyxl
	go test -timeout 30m ./...

styles: ## compile the SCSS after a change of styles
	.tools/install node
	go run ./cmd/bassins styles

golden: ## rewrite the expected outputs of the tests; read the difference before you commit it
	go test $$(grep -rlF --include=*_test.go '"update"' cmd | xargs -n1 dirname | sort -u | sed 's,^,./,') -update

fuzz: ## run every fuzz target for a short while (FUZZTIME=10s)
	@grep -rHo --include=*_test.go '^func Fuzz[A-Za-z0-9_]*' cmd | sed 's,/[^/]*:func, ,' | while read -r dir target; do \
	  go test "./$$dir" -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) </dev/null || exit 1; done

bench: ## measure cold, warm and one-page builds
	go run ./cmd/internal/bench

lint: ## check the form of the Go code and of the workflows
	@files=$$(gofmt -l cmd); test -z "$$files" || { echo "run gofmt -w cmd, it will change:" $$files; exit 1; }
	go vet ./... && go tool staticcheck ./... && cd .tools && go tool actionlint -shellcheck= -pyflakes= ../.github/workflows/*.yml

clean: ## remove what was built and installed
	rm -rf public .cache .tools/node_modules .tools/bin
