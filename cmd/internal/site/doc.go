// Package site is the model: the basins and all that is said of them, typed,
// linked and in every language.
//
// [Loader.Load] makes a [Site] out of a source tree. It reads the files below
// content/ and data/, links what they name (an article its bassins and tags, a
// bassin its communes, a figure its source) and reports whatever does not fit.
// Afterwards nobody changes the Site; the plan package reads it from many
// goroutines.
//
// Facts live once. A name, a phone number or a figure is in data/, and a text
// refers to it by id. The Go types here are what the YAML files may say: their
// yaml tags are the keys, and an unknown key is an error.
//
// Texts are in content/<kind>/<id>/index.<lang>.md, translations and pictures
// side by side. An [Entry] is the folder, a [Text] one translation. Where a
// language has no translation, [Site.Shown] says which other one stands in, or
// that the entry is left out there: the choice is data/site.yaml's, per kind.
package site
