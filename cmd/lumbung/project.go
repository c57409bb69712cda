package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/theme"
	"lumbung/cmd/lumbung/internal/tomlfile"
	"lumbung/themes"
)

// siteFile is what makes a folder a project.
const siteFile = "site.toml"

// project is a portal's folder. Its files are read through one file system that no name,
// "..", or symbolic link leads out of.
type project struct {
	dir  string
	root *os.Root // nil: a project in memory
	fs   fs.FS
}

var errNoProject = errors.New("there is no " + siteFile + " here: this folder is no portal")

func openProject(dir string) (*project, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if _, err := root.Stat(siteFile); err != nil {
		root.Close()
		return nil, errNoProject
	}
	return &project{dir: dir, root: root, fs: root.FS()}, nil
}

func (p *project) close() {
	if p.root != nil {
		p.root.Close()
	}
}

// settings reads site.toml; nil when it is so wrong that nothing can be built.
func (p *project) settings(log *diag.Log) *config.Site {
	file := &diag.File{Name: siteFile}
	if info, err := fs.Stat(p.fs, siteFile); err == nil && info.Size() > tomlfile.MaxBytes {
		log.Error("toml-size", file.Whole(), "the file has %d bytes, more than the %d that a TOML file may have", info.Size(), tomlfile.MaxBytes).
			Note("a table of that size belongs in a CSV, a long text in Markdown")
		return nil
	}
	data, err := fs.ReadFile(p.fs, siteFile)
	if err != nil {
		log.Error("site", file.Whole(), "cannot be read: %s", diag.Reason(err)).
			Note("see that it is there, and that you may read it")
		return nil
	}
	file.Data = data
	site, ok := config.Decode(file, log)
	if !ok {
		return nil
	}
	return site
}

// theme lays the portal's own theme files, if it has any, over the default theme.
func (p *project) theme(site *config.Site, log *diag.Log) *theme.Theme {
	var own fs.FS
	dir := "themes/" + site.Theme
	if info, err := fs.Stat(p.fs, dir); err == nil && info.IsDir() {
		own, _ = fs.Sub(p.fs, dir)
	} else if site.Theme != "tenun" {
		log.Error("theme", site.Doc.ValueAt("theme"), "there is no theme %q", site.Theme).
			Note("make the folder themes/%s, or leave theme out for the default one", site.Theme)
	}
	return theme.New(site.Theme, themes.Tenun(), own)
}

// path is where a file or folder of the project is on the disk.
func (p *project) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }
