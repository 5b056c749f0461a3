// Package plan lists everything that the site publishes.
//
// [New] turns the model into a [Plan]: one [Output] for each page, feed, picture
// and file, each with its path. Making the list renders nothing. An Output gives
// on demand
//
//   - its view, a plain struct with all that the page shows,
//   - its key, a hash of the view and of all that is baked in ahead of it: equal
//     keys mean equal bytes,
//   - its bytes.
//
// build, serve and check know Outputs and nothing about basins; this package
// knows basins and nothing about writing files. A new kind of page is a view in
// views.go, a template, and a function here that appends its Outputs to the plan.
//
// The way of one article: site holds its texts; [planner.articles] plans a page
// for each language; the page's view is made in articleView, where [planner.page]
// adds the frame (head, menu, language switcher) and [planner.text] the body as a
// [Text], which is rendered when the template asks for it.
package plan
