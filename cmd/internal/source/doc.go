// Package source reads what editors wrote: it lists the input folders, reads each
// file once, and decodes YAML and front matter strictly, with the line and the
// column of every value.
//
// A [Tree] is the files of the project's four input folders:
//
//	content/  texts: Markdown with front matter, pictures beside them
//	data/     facts: YAML
//	templates/, static/
//
// A [File] is immutable: when its stamp changes on disk, [Tree.Refresh] puts
// another File in its place. Whoever keeps what it derived from a File alone may
// therefore keep it by the File's pointer.
//
// [File.Decode] turns YAML into a Go struct. It refuses unknown and repeated keys,
// wrong types, anchors and aliases, and reports all of them at once:
//
//	data/bassins/nord.yaml:3:1: unknown key "nmaes" (did you mean "names"?)
//
// [SplitText] separates front matter from Markdown. Lines and columns are always
// those of the whole file.
//
// The package knows formats of files, nothing of bassins. The site package calls it.
package source
