// Package themes holds the default theme, tenun, so that the binary needs no file beside it.
//
// A theme is data: templates/, css/, js/, fonts/, img/ and strings/. A portal changes any of
// it by a file of the same name in its own themes folder; package theme lays the two over
// each other.
package themes

import (
	"embed"
	"io/fs"
)

// "all:" because the templates have folders whose names begin with an underscore.
//
//go:embed all:tenun
var embedded embed.FS

// Tenun is the default theme's folder.
func Tenun() fs.FS {
	tenun, err := fs.Sub(embedded, "tenun")
	if err != nil {
		panic(err) // the embedded folder is ours
	}
	return tenun
}
