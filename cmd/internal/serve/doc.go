// Package serve shows a project in the browsers of this computer while editors
// write: the plan of build, each Output rendered when a browser asks for it.
//
// [Start] listens on the loopback addresses, watches the input folders and loads
// the project. The way of a change:
//
//	watcher   turns events of the file system into a batch of changed paths
//	follow    loads them; the result is an edition, which takes the last one's place
//	events    tells open pages, whose script reloads them
//
// One goroutine, [Server.follow], owns the project; requests read the current
// edition, which nobody changes. A request first leaves a mark in a watched folder
// of its own and waits until the watcher has seen it: events come in order, so
// whatever was written before the request is in the edition that answers it.
//
// There is no fixed delay. A file that is empty, gone or wrong may be half-way
// through being saved: only then does follow wait a moment for the other half.
//
// An edition with errors keeps the pages of the last one without, and every page
// shows the errors on top. What cannot be shown answers 500 with the errors alone.
// Problems that only rendering finds are shown on the page that they are found on.
//
// Only serve knows the addresses below /.bassins/ and the script that it adds to
// pages. The package does not write to the project and knows nothing of basins.
package serve
