// Package theme loads the templates, checks them against the views that they
// print, and executes them.
//
// A template is a file below templates/, and its name is its path there without
// ".html": "article", "components/card/card". It is an html/template with one
// function of ours:
//
//	{{t "article.published"}}           the interface text of that key
//	{{t "articles.count" "n" .Count}}   with arguments
//
// [Load] does once what would otherwise be done for each page:
//
//   - Every template is type-checked against the struct that it prints. A
//     misspelt field is a problem at the template's line, before any page exists.
//   - The templates are minified, so that no finished page has to be.
//   - For each language, {{t "key"}} without arguments becomes plain text.
//
// What is baked in this way is no longer in a page's view. [Set.Key] stands for
// it in the keys of the pages.
package theme
