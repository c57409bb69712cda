package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// The files that a theme must have.
const (
	styleEntry  = "css/main.css"
	earlyEntry  = "js/early.ts"
	mainEntry   = "js/main.ts"
	searchEntry = "js/search.ts"
	iconFile    = "img/icon.svg"
)

// textPrefix begins the keys of the texts that scripts show.
const textPrefix = "js."

// builder holds one run: esbuild calls its plugin from several goroutines.
type builder struct {
	src    Source
	log    *diag.Log
	files  map[string]*diag.File
	mu     sync.Mutex // of linked
	linked linkedFiles
}

func (b *builder) run() *Bundle {
	icon, err := fs.ReadFile(b.src.FS, iconFile)
	if err != nil {
		b.log.Error("theme", (&diag.File{Name: b.src.Where(iconFile)}).Whole(), "theme %q has no %s", b.src.Name, iconFile).
			Note("draw one: a square SVG, shown in the tab of the browser")
		return nil
	}
	result := api.Build(b.options())
	if b.report(result) {
		return nil
	}
	out := &Bundle{Scripts: map[locale.Lang]File{}, Icon: b.file("", ".svg", icon)}
	for _, f := range result.OutputFiles {
		switch name := path.Base(f.Path); name {
		case "main.css":
			out.Style = b.file("", ".css", f.Contents)
		case "early.js":
			out.Early = b.file("-early", ".js", f.Contents)
		case "search.js":
			out.Search = b.file("-search", ".js", f.Contents)
		case "main.js":
			for _, p := range b.src.Phrases {
				out.Scripts[p.Lang()] = b.file("-"+string(p.Lang()), ".js", append(texts(p), f.Contents...))
				out.langs = append(out.langs, p.Lang())
			}
		}
	}
	out.Linked = b.linked.sorted()
	return out
}

// options asks for all entries in one build: they share the reading of what they import.
func (b *builder) options() api.BuildOptions {
	return api.BuildOptions{
		EntryPoints:       []string{styleEntry, earlyEntry, mainEntry, searchEntry},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Format:            api.FormatIIFE,
		Target:            api.ES2019,
		Engines:           oldest,
		TsconfigRaw:       `{"compilerOptions":{"strict":true}}`,
		AbsWorkingDir:     "/",
		Outdir:            "/out",
		Plugins:           []api.Plugin{{Name: "theme", Setup: b.plugin}},
	}
}

// oldest are the browsers that the style is written down to: a cheap phone's, four years
// old. They decide on prefixes and nesting; what no rewriting can give them, such as
// container queries, is written so that a page is right without it.
var oldest = []api.Engine{
	{Name: api.EngineChrome, Version: "90"},
	{Name: api.EngineFirefox, Version: "90"},
	{Name: api.EngineSafari, Version: "15"},
}

// file names a result by its content.
func (b *builder) file(part, ext string, data []byte) File {
	return File{Dir + hashed(b.src.Name+part, ext, data), data}
}

func hashed(name, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	return name + "-" + hex.EncodeToString(sum[:5]) + ext
}

// texts is the statement that gives a language's texts to the script. JSON escapes what
// could end a script early, and a theme's text stays text.
func texts(p *locale.Phrases) []byte {
	all := map[string]string{}
	for _, key := range p.Keys() {
		if name, ok := strings.CutPrefix(key, textPrefix); ok {
			all[name] = p.Get(key)
		}
	}
	data, err := json.Marshal(all) // sorts by key
	if err != nil {
		panic(err) // strings always encode
	}
	return []byte("window.lumbungText=" + string(data) + ";\n")
}

// linkedFiles are what the style refers to, each once.
type linkedFiles struct{ byPath map[string]File }

func (l *linkedFiles) add(f File) {
	if l.byPath == nil {
		l.byPath = map[string]File{}
	}
	l.byPath[f.Path] = f
}

func (l *linkedFiles) sorted() []File {
	all := make([]File, 0, len(l.byPath))
	for _, f := range l.byPath {
		all = append(all, f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Path < all[j].Path })
	return all
}
