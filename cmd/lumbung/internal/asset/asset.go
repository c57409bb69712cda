// Package asset makes the files that pages need beside their HTML: one stylesheet, little
// script, fonts, an icon.
//
// Bundle reads a theme's css/main.css and js/*.ts with everything they import, minifies
// them and names each result by the hash of its content, so that a browser may keep it for
// ever. Scripts come out as classic ones, for a page opened from file:// may load no module.
// The main script exists once for each language and begins with that language's texts:
// pages then need not repeat them.
//
// Sources are read from the theme's file system only, never from the disk: a portal's own
// files lie over the default theme's there. esbuild does the work, and only this package
// knows it; what it complains of becomes diagnostics at the theme's own files.
package asset

import (
	"io/fs"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// Dir is the folder of the site that all assets are in.
const Dir = "aset/"

// File is a file to publish. Path is from the root of the site.
type File struct {
	Path  string
	Bytes []byte
}

// Bundle is everything that a theme's pages load.
type Bundle struct {
	Style   File                 // for every page
	Early   File                 // for every page, in the head and not deferred: it sets the chosen theme before anything is painted
	Scripts map[locale.Lang]File // for every page, deferred
	Search  File                 // for the search page, deferred, after the main script
	Icon    File
	Linked  []File // fonts and pictures that the style refers to
	langs   []locale.Lang
}

// Source is where a theme's files come from.
type Source struct {
	Name    string                   // of the theme; begins each file's name
	FS      fs.FS                    // css/, js/, fonts/, img/
	Where   func(name string) string // the file that a name in FS stands for, as authors know it
	Phrases []*locale.Phrases        // one for each language of the portal
}

// Make bundles a theme. It gives nil when something is wrong, and tells what.
func Make(src Source, log *diag.Log) *Bundle {
	b := &builder{src: src, log: log, files: map[string]*diag.File{}}
	return b.run()
}

// All lists the files to publish, always in the same order.
func (b *Bundle) All() []File {
	all := []File{b.Style, b.Early, b.Search, b.Icon}
	for _, lang := range b.langs {
		all = append(all, b.Scripts[lang])
	}
	return append(all, b.Linked...)
}
