// Package build writes a plan's Outputs to a folder, in one step.
//
// [Run] renders into a new folder beside the old one and exchanges the two at the
// end. A build that finds a problem, or is killed, leaves the old site as it was.
// What has not changed is not rendered again: it is linked from the old folder.
// The site that was replaced is kept as a spare for the next build.
//
// A manifest in .cache/ remembers, for each output folder, the stamps of all
// inputs and the key and the stamp of every Output. Equal keys mean equal bytes,
// so no dependencies are recorded. If nothing at all has changed, [Run] finds out
// by the stamps alone and reads no file.
//
// The output folder holds a list of its files, [Marker]. Run refuses to replace a
// folder without it, or one with files that are not on the list: it deletes only
// what it wrote.
package build
