// Package sitetest tests the site of this repository as the public gets it: the
// command is built and run once, on a fixed day, and every page that it wrote is
// looked at, as text and in a browser.
//
// Its checks know addresses, HTML and the web's standards, and none of the
// project's own code. In particular they share nothing with bassins check, so that
// each can find what the other one overlooks.
//
// The browser, the validator and the rules of accessibility are driven by the
// scripts in .tools; make test installs what they need. Each script also runs by
// hand, see its first lines. A missing tool is a failure and never a skipped test.
package sitetest
