// Package assets makes the files that the pages of the site load: the
// stylesheets, the script and the pictures.
//
// # Names
//
// An asset's published path holds a part of a hash, such as
//
//	assets/main.3f2a9c1d0b.css
//	assets/photo.91c0d4aa17-800.jpg
//
// so that another content has another name and a browser may keep what it has.
// [Name] hashes the content. The name of a resized picture is known before its
// pixels are made: it hashes the editor's file, the size, and the recipe by
// which we make pixels.
//
// # Styles
//
// Each .scss file in templates/ itself whose name does not begin with _ is a
// stylesheet: main.scss, which every page loads, and those that only some pages
// need, such as schedule.scss. It reaches the components by @use, by a path relative
// to its own file or to templates/:
//
//	@use "tokens/base";
//	@use "components/card/card";
//
// Dart Sass compiles it, which is a program that is not ours to ship. Therefore
// the result is committed: templates/main.css, and beside it templates/main.css.key,
// the hash of all .scss files, of the compiler's version and of main.css itself.
// While the keys fit, [Styles] returns the committed files, and nobody needs Sass.
// When one does not, because somebody changed a .scss file, Styles compiles in
// memory, and [UpdateStyles] (`make styles`) also writes the files.
//
// Sass sees the files of the [source.Tree] only. Its errors become problems at
// file, line and column; what it calls deprecated is an error too, as is a .scss
// file that no @use rule reaches. An address in url() is published as written.
//
// # Scripts
//
// [Scripts] joins all .js files below templates/components. Each is a plain
// script in a scope of its own.
//
// # Pictures
//
// [NewPicture] reads the header of an editor's JPEG, PNG, GIF or SVG file and
// says in which sizes it will be published; [Picture.Render] makes one of them,
// or finds it in a cache folder, in which any process may share. Pictures are
// turned upright as their EXIF orientation says, and lose all metadata.
//
// Limits: colour profiles are lost like all metadata, and the numbers of the
// pixels stay, so that a photograph in a wide colour space such as Display P3
// looks slightly paler than it should, and one in CMYK is converted roughly.
// A palette is lost when a PNG is resized, which can make a diagram larger in
// bytes than its source: diagrams should be SVG. The bytes of JPEG and PNG come
// from Go's encoders; when a version of Go changes these, change the recipe.
//
// # What it does not do
//
// The package writes nothing into public/ and knows no page: it returns bytes
// and names, which the plan package makes into Outputs. It reads no environment.
// Nothing removes old entries from the cache folder; it may be deleted at any time.
package assets
