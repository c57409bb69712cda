package asset

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// namespace marks paths of the theme, so that esbuild never looks for them on the disk.
const namespace = "theme"

// address is what begins with a scheme or two slashes: it would be fetched from elsewhere.
var address = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)`)

// plugin makes esbuild read from the theme's file system.
func (b *builder) plugin(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		return b.resolve(args), nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		return b.load(args.Path)
	})
}

// resolve finds what an import or a url() means.
func (b *builder) resolve(args api.OnResolveArgs) api.OnResolveResult {
	switch {
	case strings.HasPrefix(args.Path, "data:"), strings.HasPrefix(args.Path, "#"):
		return api.OnResolveResult{Path: args.Path, External: true}
	case address.MatchString(args.Path):
		return refuse("%q is elsewhere, and a page asks nobody else for anything: copy the file into the theme", args.Path)
	case strings.HasPrefix(args.Path, "/"):
		return refuse("%q begins with a slash: write the path from the file it stands in", args.Path)
	}
	asked, suffix := args.Path, ""
	if args.Kind == api.ResolveCSSURLToken { // url("sprite.svg#arrow")
		if i := strings.IndexAny(asked, "?#"); i >= 0 {
			asked, suffix = asked[:i], asked[i:]
		}
	}
	if args.Kind != api.ResolveEntryPoint {
		asked = path.Join(path.Dir(args.Importer), asked)
	}
	name, data := b.find(asked)
	switch {
	case name == "":
		return refuse("there is no %q in the theme", asked)
	case args.Kind == api.ResolveCSSURLToken:
		return b.link(name, data, suffix)
	}
	return api.OnResolveResult{Path: name, Namespace: namespace}
}

// find reads a file of the theme; an import may leave out the ending.
func (b *builder) find(asked string) (name string, data []byte) {
	if !fs.ValidPath(asked) {
		return "", nil
	}
	for _, ending := range []string{"", ".ts"} {
		if data, err := fs.ReadFile(b.src.FS, asked+ending); err == nil {
			return asked + ending, data
		}
	}
	return "", nil
}

// link publishes a file that the style refers to beside it, under the name of its content.
func (b *builder) link(name string, data []byte, suffix string) api.OnResolveResult {
	ext := path.Ext(name)
	published := hashed(strings.TrimSuffix(path.Base(name), ext), ext, data)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.linked.add(File{Dir + published, data})
	return api.OnResolveResult{Path: published + suffix, External: true}
}

func (b *builder) load(name string) (api.OnLoadResult, error) {
	data, err := fs.ReadFile(b.src.FS, name)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	loader := api.LoaderTS
	if path.Ext(name) == ".css" {
		loader = api.LoaderCSS
	}
	contents := string(data)
	return api.OnLoadResult{Contents: &contents, Loader: loader}, nil
}
