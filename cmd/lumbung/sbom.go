package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"lumbung/themes"
)

// licenceList says under which licences each module is, one a line; a test makes it from the
// modules' own texts.
//
//go:embed licences.txt
var licenceList string

// The bill of materials is CycloneDX 1.6: what this binary was built from, as Go recorded it
// when it linked it, and the fonts that it carries. It has no time and no serial number, so
// that the same binary gives the same bytes.
type bill struct {
	Schema       string      `json:"$schema"`
	Format       string      `json:"bomFormat"`
	SpecVersion  string      `json:"specVersion"`
	Version      int         `json:"version"`
	Metadata     billSubject `json:"metadata"`
	Components   []component `json:"components"`
	Dependencies []dependsOn `json:"dependencies"`
}

type billSubject struct {
	Component component `json:"component"`
}

type component struct {
	Type       string         `json:"type"`
	Ref        string         `json:"bom-ref"`
	Name       string         `json:"name"`
	Version    string         `json:"version,omitempty"`
	Hashes     []componentSum `json:"hashes,omitempty"`
	Licences   []licence      `json:"licenses,omitempty"`
	PURL       string         `json:"purl,omitempty"`
	Properties []property     `json:"properties,omitempty"`
}

type componentSum struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type licence struct {
	Expression string `json:"expression"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependsOn struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn"`
}

// billOf makes the bill of a binary from what Go recorded in it.
func billOf(info *debug.BuildInfo) ([]byte, error) {
	licences := map[string]string{}
	for line := range strings.Lines(licenceList) {
		module, ids, _ := strings.Cut(strings.TrimSpace(line), " ")
		licences[module] = ids
	}
	goVersion := strings.TrimPrefix(info.GoVersion, "go")
	b := &bill{Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6", Version: 1}
	main := component{Type: "application", Ref: "lumbung", Name: "lumbung", Version: versionOf(info), Licences: licensed("MIT")}
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOOS", "GOARCH", "CGO_ENABLED", "-tags", "-trimpath", "vcs.revision", "vcs.modified"}, s.Key) {
			main.Properties = append(main.Properties, property{"go:build:" + s.Key, s.Value})
		}
	}
	b.Metadata.Component = main
	b.Components = append(b.Components, component{Type: "library", Ref: "pkg:golang/std@" + goVersion, Name: "std", Version: goVersion,
		Licences: licensed("BSD-3-Clause"), PURL: "pkg:golang/std@" + goVersion})
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		purl := "pkg:golang/" + strings.ToLower(m.Path) + "@" + m.Version
		c := component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PURL: purl}
		if ids := licences[m.Path]; ids != "" {
			c.Licences = licensed(ids)
		}
		if sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(m.Sum, "h1:")); err == nil && len(sum) == sha256.Size {
			c.Properties = []property{{"go:sum", m.Sum}} // of all files of the module, as go.sum has it
		}
		b.Components = append(b.Components, c)
	}
	fonts, err := fontComponents()
	if err != nil {
		return nil, err
	}
	b.Components = append(b.Components, fonts...)
	all := dependsOn{Ref: main.Ref}
	for _, c := range b.Components {
		all.On = append(all.On, c.Ref)
	}
	b.Dependencies = []dependsOn{all}
	text, err := json.MarshalIndent(b, "", "  ")
	return append(text, '\n'), err
}

func licensed(ids string) []licence { return []licence{{ids}} }

// fontComponents are the fonts of the default theme, which are others' work too.
func fontComponents() ([]component, error) {
	tenun := themes.Tenun()
	names, err := fs.Glob(tenun, "fonts/*.woff2")
	if err != nil {
		return nil, err
	}
	var all []component
	for _, name := range names {
		data, err := fs.ReadFile(tenun, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(data)
		all = append(all, component{Type: "file", Ref: name, Name: path.Base(name), Hashes: []componentSum{{"SHA-256", hex.EncodeToString(sum[:])}}, Licences: licensed("OFL-1.1")})
	}
	return all, nil
}
