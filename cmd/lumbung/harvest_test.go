package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/catalog/rdftest"
	"lumbung/cmd/lumbung/internal/race"
)

// host is a web host of plain files, with the portal in a folder of it. It knows the types
// of files by their extension, as far as it knows them.
type host struct {
	*httptest.Server
	dir   string
	types map[string]string
	heads bool // it answers HEAD
}

// octets is the type of a file whose type a host does not know.
const octets = "application/octet-stream"

// newHost knows the types that a host needs to be told of.
func newHost(t *testing.T) *host {
	t.Helper()
	h := &host{dir: t.TempDir(), heads: true, types: map[string]string{".rdf": "application/rdf+xml", ".xml": "application/xml; charset=utf-8", ".ttl": "text/turtle; charset=utf-8", ".n3": "text/n3", ".jsonld": "application/ld+json",
		".csv": "text/csv", ".json": "application/json", ".html": "text/html", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".parquet": "application/vnd.apache.parquet"}}
	files := http.StripPrefix("/kube", http.FileServer(http.Dir(h.dir)))
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && !h.heads {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		kind := octets
		if known, ok := h.types[path.Ext(r.URL.Path)]; ok {
			kind = known
		}
		w.Header().Set("Content-Type", kind)
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *host) address() string { return h.URL + "/kube/" }

// publish builds a project under the host's address into its folder.
func (h *host) publish(t *testing.T, project string) {
	t.Helper()
	if code, said := testRun(t, project, "build", "--quiet", "--base-url", h.address(), "--out", h.dir); code != done {
		t.Fatalf("exit %d:\n%s", code, said)
	}
}

// harvester does what CKAN's does with a source of DCAT: a request for the head of each
// page, the page itself, its form by the type that the host sends or by the source's
// configuration, a dataset for each node of that class, and on to the next page.
type harvester struct {
	t         *testing.T
	host      *host
	rdfFormat string // of the source's configuration; "" for none
	seen      map[[sha256.Size]byte]bool
	datasets  map[string]harvested // by their address, which is their identity
}

// harvested is what a harvester makes of a dataset.
type harvested struct {
	title, notes, license, landing string
	downloads                      []harvestedFile
}

type harvestedFile struct{ address, mediaType, size, checksum, license string }

// limit is the largest response that CKAN takes.
const limit = 50 << 20

// ckanRegister are licences of CKAN's register: by address, then by title.
var ckanRegister = []struct{ id, address, title string }{
	{"cc-by", "http://www.opendefinition.org/licenses/cc-by", "Creative Commons Attribution"},
	{"cc-zero", "http://www.opendefinition.org/licenses/cc-zero", "Creative Commons CCZero"},
	{"cc-by-sa", "http://www.opendefinition.org/licenses/cc-by-sa", "Creative Commons Attribution Share-Alike"},
}

// get asks the host for a file that is under the portal's address.
func (h *harvester) get(address string) (kind string, content []byte) {
	h.t.Helper()
	if !strings.HasPrefix(address, h.host.address()) {
		h.t.Errorf("%q is not in the portal", address)
		return "", nil
	}
	head, err := http.Head(address)
	if err != nil {
		h.t.Fatal(err)
	}
	head.Body.Close()
	if head.StatusCode != http.StatusMethodNotAllowed && (head.StatusCode != http.StatusOK || head.ContentLength > limit) {
		h.t.Errorf("HEAD %s: %s, %d bytes", address, head.Status, head.ContentLength)
	}
	r, err := http.Get(address)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Body.Close()
	content, err = io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err != nil || r.StatusCode != http.StatusOK || len(content) > limit {
		h.t.Errorf("GET %s: %s, %d bytes, %v", address, r.Status, len(content), err)
	}
	kind, _, _ = strings.Cut(r.Header.Get("Content-Type"), ";")
	return kind, content
}

// gather follows a catalogue to its end and gives the number of its pages.
func (h *harvester) gather(address string) (pages int) {
	h.t.Helper()
	h.seen, h.datasets = map[[sha256.Size]byte]bool{}, map[string]harvested{}
	for address != "" {
		pages++
		kind, content := h.get(address)
		if h.rdfFormat != "" {
			kind = h.rdfFormat
		}
		sum := sha256.Sum256(content)
		if h.seen[sum] {
			h.t.Errorf("%s was read before: a harvester stops here", address)
			return pages
		}
		h.seen[sum] = true
		g, err := rdftest.Read(kind, content)
		if err != nil {
			h.t.Errorf("%s: %v", address, err)
			return pages
		}
		for _, node := range g.OfType(dcat + "Dataset") {
			if _, twice := h.datasets[node]; twice {
				h.t.Errorf("%s is on two pages", node)
			}
			h.datasets[node] = h.dataset(g, node)
		}
		address = nextPage(g)
	}
	return pages
}

func nextPage(g rdftest.Graph) string {
	for _, class := range []string{"PagedCollection", "PartialCollectionView"} {
		for _, node := range g.OfType(hydra + class) {
			for _, next := range g.Objects(node, hydra+"next") {
				return next.IRI
			}
		}
	}
	return ""
}

const (
	dcat  = "http://www.w3.org/ns/dcat#"
	dct   = "http://purl.org/dc/terms/"
	hydra = "http://www.w3.org/ns/hydra/core#"
	spdx  = "http://spdx.org/rdf/terms#"
)

// dataset maps a node as CKAN does. CKAN keeps one title: that of a text without a language,
// or of the first.
func (h *harvester) dataset(g rdftest.Graph, node string) harvested {
	text := func(property string) string {
		for _, o := range g.Objects(node, property) {
			return o.Text
		}
		return ""
	}
	d := harvested{title: text(dct + "title"), notes: text(dct + "description")}
	for _, page := range g.Objects(node, dcat+"landingPage") {
		d.landing = page.IRI
		break
	}
	for _, o := range g.Objects(node, dcat+"distribution") {
		f := harvestedFile{address: g.Object(o.IRI, dcat+"downloadURL").IRI, size: g.Object(o.IRI, dcat+"byteSize").Text,
			mediaType: strings.TrimPrefix(g.Object(o.IRI, dcat+"mediaType").IRI, "https://www.iana.org/assignments/media-types/"),
			checksum:  g.Object(g.Object(o.IRI, spdx+"checksum").IRI, spdx+"checksumValue").Text}
		terms := g.Object(o.IRI, dct+"license")
		for _, known := range ckanRegister {
			if terms.IRI == known.address || g.Object(terms.IRI, dct+"title").Text == known.title {
				f.license = known.id
			}
		}
		if d.license == "" {
			d.license = f.license
		}
		d.downloads = append(d.downloads, f)
	}
	return d
}

// fetch takes every download of every dataset, and looks whether it is what was announced.
func (h *harvester) fetch() (files int) {
	h.t.Helper()
	for _, d := range h.datasets {
		for _, f := range d.downloads {
			files++
			kind, content := h.get(f.address)
			sum := sha256.Sum256(content)
			if size := strconv.Itoa(len(content)); size != f.size {
				h.t.Errorf("%s has %s bytes, announced %s", f.address, size, f.size)
			}
			if hex.EncodeToString(sum[:]) != f.checksum {
				h.t.Errorf("%s is not what its checksum says", f.address)
			}
			if kind != octets && kind != f.mediaType {
				h.t.Errorf("%s comes as %s, announced %s", f.address, kind, f.mediaType)
			}
		}
	}
	return files
}

// wantAll compares what was harvested with the datasets that the portal says it has.
func (h *harvester) wantAll(license string, formats int) {
	h.t.Helper()
	var index struct {
		Datasets []struct {
			Name  string            `json:"name"`
			Title map[string]string `json:"title"`
			Page  map[string]string `json:"page"`
			Files []json.RawMessage `json:"files"`
		} `json:"datasets"`
	}
	data, err := os.ReadFile(filepath.Join(h.host.dir, "api/datasets.json"))
	if err == nil {
		err = json.Unmarshal(data, &index)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	if len(index.Datasets) == 0 || len(h.datasets) != len(index.Datasets) {
		h.t.Errorf("%d datasets were harvested of %d", len(h.datasets), len(index.Datasets))
	}
	for _, want := range index.Datasets {
		node := h.host.address() + path.Join("api", want.Page["id"]) + "#dataset"
		got, ok := h.datasets[node]
		if !ok {
			h.t.Errorf("%s was not harvested", node)
			continue
		}
		if got.title != want.Title["id"] || got.notes == "" || got.license != license || got.landing+"#dataset" != node || len(got.downloads) != formats || len(want.Files) != formats {
			h.t.Errorf("%s became %+v", want.Name, got)
		}
	}
}

// The catalogue's names in CKAN, and the type that a source's configuration gives each.
var catalogueNames = map[string]string{"catalog.rdf": "application/rdf+xml", "catalog.xml": "application/rdf+xml", "catalog.ttl": "text/turtle", "catalog.n3": "text/n3", "catalog.jsonld": "application/ld+json"}

func TestCKANHarvestsThisPortal(t *testing.T) {
	race.Without(t)
	t.Parallel()
	h := newHost(t)
	h.publish(t, thisPortal)
	all := &harvester{t: t, host: h}
	for name, kind := range catalogueNames {
		x := &harvester{t: t, host: h}
		if name == "catalog.xml" { // a host has one type for all .xml, which no reader of RDF knows
			x.rdfFormat = kind
		}
		if pages := x.gather(h.address() + name); pages != 1 {
			t.Errorf("%s has %d pages", name, pages)
		}
		x.wantAll("cc-by", 5)
		all = x
	}
	if files := all.fetch(); files < 100 {
		t.Errorf("only %d downloads were fetched", files)
	}
	for node := range all.datasets {
		all.get(strings.TrimSuffix(node, "#dataset"))
	}
	t.Run("each dataset as CKAN serves it", func(t *testing.T) { eachDatasetAlone(t, h, all) })
	t.Run("a host that knows no types and answers no HEAD", func(t *testing.T) {
		h.types, h.heads = nil, false
		for name, kind := range catalogueNames {
			x := &harvester{t: t, host: h, rdfFormat: kind}
			x.gather(h.address() + name)
			x.wantAll("cc-by", 5)
		}
	})
}

// eachDatasetAlone looks for each dataset under CKAN's name for it: it says there what the
// catalogue says of it.
func eachDatasetAlone(t *testing.T, h *host, all *harvester) {
	names, err := filepath.Glob(filepath.Join(h.dir, "dataset", "*.rdf"))
	if err != nil || len(names) != len(all.datasets) {
		t.Fatalf("%d files of datasets, %v", len(names), err)
	}
	for _, name := range names {
		stem := "dataset/" + strings.TrimSuffix(filepath.Base(name), ".rdf")
		for extension, kind := range map[string]string{".rdf": "", ".ttl": "", ".jsonld": "", ".n3": "", ".xml": "application/rdf+xml"} {
			one := &harvester{t: t, host: h, rdfFormat: kind}
			one.gather(h.address() + stem + extension)
			if len(one.datasets) != 1 {
				t.Errorf("%s%s describes %d datasets", stem, extension, len(one.datasets))
			}
			for node, got := range one.datasets {
				if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", all.datasets[node]) {
					t.Errorf("%s%s says\n%+v\nthe catalogue\n%+v", stem, extension, got, all.datasets[node])
				}
			}
		}
	}
}

// A catalogue of more than 500 datasets goes on in further files. A harvester deletes what
// it does not find again: it must find all of them, in whatever form it reads.
func TestCKANFollowsACatalogueOfManyPagesToItsEnd(t *testing.T) {
	t.Parallel()
	race.Without(t)
	const datasets = 503
	files := map[string]string{"site.toml": `title = "Data Banyak"
languages = ["id"]
version = "1.0.0"
date = "2026-01-31"

[publisher]
name = "Dinas Contoh"

[license]
name = "CC0-1.0"

[outputs]
formats = ["csv", "json"]
sqlite = false
zip = false
search = false
pictures = false
`}
	for i := range datasets {
		name := fmt.Sprintf("data/tabel%03d", i)
		files[name+".toml"] = fmt.Sprintf("title = \"Tabel %d\"\ndescription = \"Satu baris untuk setiap contoh di tabel nomor %d, rekaan.\"\n[schema]\nfields = [{ name = \"a\", type = \"integer\" }]\n", i, i)
		files[name+".csv"] = fmt.Sprintf("a\n%d\n", i)
	}
	h := newHost(t)
	h.publish(t, portalFolder(t, files))
	for _, name := range []string{"catalog.rdf", "catalog.ttl", "catalog.jsonld"} {
		x := &harvester{t: t, host: h}
		if pages := x.gather(h.address() + name); pages != 2 {
			t.Errorf("%s has %d pages", name, pages)
		}
		x.wantAll("cc-zero", 2)
		if len(x.datasets) != datasets {
			t.Errorf("%s: %d datasets", name, len(x.datasets))
		}
		if name == "catalog.rdf" && x.fetch() != 2*datasets {
			t.Error("not all downloads were fetched")
		}
	}
	pages, err := filepath.Glob(filepath.Join(h.dir, "catalog-*"))
	if err != nil || len(pages) != len(catalogueNames) || !slices.Contains(pages, filepath.Join(h.dir, "catalog-2.n3")) {
		t.Errorf("further pages: %q, %v", pages, err)
	}
}
