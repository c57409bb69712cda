package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every table of a test is kept from build to build, however small.
func init() { keptRows, keptBlock = 0, 4 }

// roster is a portal of groups in regions, with visits to them, that a test edits: rows
// with pages in two datasets, rows that refer to each other, charts on the pages of rows,
// prose about some, a story with live numbers, and templates and words of its own.
type roster struct {
	t       *testing.T
	dir     string
	groups  []group
	regions []string
	visits  []visit
	files   map[string]string // all but data/*.csv
	next    int
}

type group struct {
	name, trade, note string
	region            int // of regions; -1: not known
	members           int
}

type visit struct {
	number, result int
	group          string
}

const rosterDescription = `
description = "Data rekaan untuk uji bangun ulang."
`

func newRoster(t *testing.T) *roster {
	r := &roster{t: t, dir: t.TempDir(), next: 1}
	r.files = map[string]string{
		"site.toml": `title = { id = "Daftar rekaan", en = "Made-up register" }
description = { id = "Sebuah daftar rekaan.", en = "A made-up register." }
languages = ["id", "en"]
version = "1.0.0"
date = "2026-01-01"
[outputs]
formats = ["csv", "json"]
sqlite = false
pictures = false
`,
		"themes/tenun/templates/profile.html": r.profile(""),
		"data/kelompok.toml": `title = { id = "Kelompok", en = "Groups" }` + rosterDescription + `
[schema]
primaryKey = ["nama"]
fields = [
  { name = "nama", type = "string", title = "Nama" },
  { name = "usaha", type = "string", title = { id = "Usaha", en = "Trade" } },
  { name = "wilayah", type = "string", title = { id = "Wilayah", en = "Region" } },
  { name = "anggota", type = "integer", title = { id = "Anggota", en = "Members" }, measure = { id = "Jumlah", en = "Count" }, unit = { id = "orang", en = "people" } },
  { name = "catatan", type = "string", title = { id = "Catatan", en = "Note" } },
]
missingValues = [""]
foreignKeys = [{ fields = "wilayah", reference = { resource = "wilayah", fields = "kode" } }]
[profile]
path = "kelompok/{nama}"
title = "Kelompok {nama}"
summary = "{usaha}, {anggota}"
label = "Kelompok"
plural = "Kelompok"
`,
		"data/wilayah.toml": `title = { id = "Wilayah", en = "Regions" }` + rosterDescription + `
[schema]
primaryKey = ["kode"]
fields = [
  { name = "kode", type = "string", title = "Kode" },
  { name = "sebutan", type = "string", title = { id = "Sebutan", en = "Name" } },
]
[profile]
path = "wilayah/{sebutan}"
title = "Wilayah {sebutan}"
label = "Wilayah"
plural = "Wilayah"
charts = ["anggota-wilayah"]
`,
		"data/kunjungan.toml": `title = { id = "Kunjungan", en = "Visits" }` + rosterDescription + `
[schema]
primaryKey = ["no"]
fields = [
  { name = "no", type = "integer", title = "No." },
  { name = "kelompok", type = "string", title = { id = "Kelompok", en = "Group" } },
  { name = "hasil", type = "integer", title = { id = "Hasil", en = "Result" } },
]
foreignKeys = [{ fields = "kelompok", reference = { resource = "kelompok", fields = "nama" } }]
`,
		"data/charts.toml": `[[charts]]
name = "anggota-wilayah"
type = "bars"
query = "SELECT w.sebutan AS sebutan, coalesce(sum(k.anggota), 0) AS anggota FROM wilayah w LEFT JOIN kelompok k ON k.wilayah = w.kode GROUP BY w.kode ORDER BY w.kode"
category = "sebutan"
value = "anggota"
title = { id = "Anggota menurut wilayah", en = "Members by region" }
finding = { id = "Semua kelompok beranggota ` + "`{sql} SELECT coalesce(sum(anggota), 0) FROM kelompok`" + `", en = "All groups have ` + "`{sql} SELECT coalesce(sum(anggota), 0) FROM kelompok`" + ` members" }
measure = { id = "Anggota", en = "Members" }
`,
		"content/id/index.md":            "+++\ntitle = \"Beranda\"\n+++\n\nAda `{sql} SELECT count(*) FROM kelompok` kelompok.\n",
		"content/en/index.md":            "+++\ntitle = \"Home\"\n+++\n\nThere are `{sql} SELECT count(*) FROM kelompok` groups.\n",
		"content/id/stories/kisah.md":    "+++\ntitle = \"Kisah\"\n+++\n\nTerbesar `{sql} SELECT coalesce(max(anggota), 0) FROM kelompok`.\n\n```{chart} anggota-wilayah\n```\n",
		"content/id/kelompok/mawar-1.md": "+++\ntitle = \"Mawar\"\n+++\n\nDari `{sql} SELECT count(*) FROM kelompok` kelompok.\n",
	}
	for i := range 4 {
		r.regions = append(r.regions, fmt.Sprintf("Lembah %d", i+1))
	}
	for i := range 24 {
		r.groups = append(r.groups, group{name: r.name(), trade: "Tenun", region: i % 4, members: 5 + i%7})
	}
	for i := range 12 {
		r.visits = append(r.visits, visit{i + 1, i, r.groups[i*2].name})
	}
	r.write()
	return r
}

func (r *roster) name() string {
	r.next++
	return fmt.Sprintf("Mawar %d", r.next-1)
}

// profile is a template of profiles that uses all that a page has.
func (r *roster) profile(more string) string {
	text, err := os.ReadFile("../../themes/tenun/templates/profile.html")
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text) + "<p>{{.Row}} {{with .Previous}}{{.Title}}{{end}} {{with .Next}}{{.Title}}{{end}} {{with .Parent}}{{.Title}}{{end}}" +
		"{{range .Standings}}{{.Text}}{{end}}" + more + "</p>\n"
}

func (r *roster) write() {
	rows := []string{"nama,usaha,wilayah,anggota,catatan"}
	for _, g := range r.groups {
		region := ""
		if g.region >= 0 {
			region = fmt.Sprint("W", g.region)
		}
		rows = append(rows, fmt.Sprintf("%s,%s,%s,%d,%s", g.name, g.trade, region, g.members, g.note))
	}
	r.put("data/kelompok.csv", strings.Join(rows, "\n")+"\n")
	rows = []string{"kode,sebutan"}
	for i, name := range r.regions {
		rows = append(rows, fmt.Sprintf("W%d,%s", i, name))
	}
	r.put("data/wilayah.csv", strings.Join(rows, "\n")+"\n")
	rows = []string{"no,kelompok,hasil"}
	for _, v := range r.visits {
		rows = append(rows, fmt.Sprintf("%d,%s,%d", v.number, v.group, v.result))
	}
	r.put("data/kunjungan.csv", strings.Join(rows, "\n")+"\n")
	for name, text := range r.files {
		r.put(name, text)
	}
}

func (r *roster) put(name, text string) {
	name = filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r *roster) remove(name string) {
	delete(r.files, name)
	if err := os.Remove(filepath.Join(r.dir, name)); err != nil && !os.IsNotExist(err) {
		r.t.Fatal(err)
	}
}

// edits are what a publisher may do between two builds; each gives what it did.
var edits = []func(*roster, *rand.Rand) string{
	func(r *roster, n *rand.Rand) string {
		i := n.IntN(len(r.groups))
		r.groups[i].note = fmt.Sprint("catatan ", n.IntN(1000))
		return "a note of " + r.groups[i].name
	},
	func(r *roster, n *rand.Rand) string {
		i := n.IntN(len(r.groups))
		r.groups[i].members = 1 + n.IntN(30)
		return "the members of " + r.groups[i].name
	},
	func(r *roster, n *rand.Rand) string {
		i := n.IntN(len(r.groups))
		r.groups[i].region = n.IntN(len(r.regions)+1) - 1
		return "the region of " + r.groups[i].name
	},
	func(r *roster, n *rand.Rand) string {
		i := n.IntN(len(r.groups))
		old := r.groups[i].name
		r.groups[i].name = r.name()
		for k := range r.visits {
			if r.visits[k].group == old {
				r.visits[k].group = r.groups[i].name
			}
		}
		return old + " renamed"
	},
	func(r *roster, n *rand.Rand) string {
		at := n.IntN(len(r.groups) + 1)
		r.groups = slices.Insert(r.groups, at, group{name: r.name(), trade: "Kopi", region: n.IntN(len(r.regions)), members: 9})
		return fmt.Sprint("a group more at ", at)
	},
	func(r *roster, n *rand.Rand) string {
		i := n.IntN(len(r.groups))
		name := r.groups[i].name
		if len(r.groups) < 10 || name == "Mawar 1" {
			return "nothing"
		}
		r.groups = slices.Delete(r.groups, i, i+1)
		r.visits = slices.DeleteFunc(r.visits, func(v visit) bool { return v.group == name })
		return name + " removed"
	},
	func(r *roster, n *rand.Rand) string {
		i, k := n.IntN(len(r.groups)), n.IntN(len(r.groups))
		r.groups[i], r.groups[k] = r.groups[k], r.groups[i]
		return fmt.Sprintf("rows %d and %d change places", i, k)
	},
	func(r *roster, n *rand.Rand) string {
		r.regions[n.IntN(len(r.regions))] = fmt.Sprint("Bukit ", r.next)
		r.next++
		return "a region renamed"
	},
	func(r *roster, n *rand.Rand) string {
		r.visits = append(r.visits, visit{100 + r.next, n.IntN(9), r.groups[n.IntN(len(r.groups))].name})
		r.next++
		return "a visit more"
	},
	func(r *roster, n *rand.Rand) string {
		if len(r.visits) > 0 {
			r.visits[n.IntN(len(r.visits))].result = n.IntN(50)
		}
		return "the result of a visit"
	},
}

// otherEdits touch more than rows.
var otherEdits = []func(*roster, *rand.Rand) string{
	func(r *roster, n *rand.Rand) string {
		r.files["content/id/stories/kisah.md"] += fmt.Sprintf("\nSekali lagi %d.\n", n.IntN(1000))
		return "a story"
	},
	func(r *roster, n *rand.Rand) string {
		r.files["content/id/kelompok/mawar-1.md"] = fmt.Sprintf("+++\ntitle = \"Mawar\"\n+++\n\nKisah %d.\n", n.IntN(1000))
		if r.groups[0].name != "Mawar 1" && !slices.ContainsFunc(r.groups, func(g group) bool { return g.name == "Mawar 1" }) {
			r.groups[0].name = "Mawar 1"
			r.visits = nil
		}
		return "prose about a group"
	},
	func(r *roster, n *rand.Rand) string {
		if r.files["content/id/stories/lain.md"] == "" {
			r.files["content/id/stories/lain.md"] = "+++\ntitle = \"Kisah lain\"\n+++\n\nDi sini.\n"
			return "a story more"
		}
		r.remove("content/id/stories/lain.md")
		return "a story removed"
	},
	func(r *roster, n *rand.Rand) string {
		r.files["themes/tenun/strings/id.toml"] = fmt.Sprintf("%q = %q\n", "nav.data", fmt.Sprint("Data ", n.IntN(100)))
		return "a word"
	},
	func(r *roster, n *rand.Rand) string {
		r.files["themes/tenun/templates/profile.html"] = r.profile(fmt.Sprint(n.IntN(100)))
		return "the template of profiles"
	},
	func(r *roster, n *rand.Rand) string {
		r.files["site.toml"] = strings.Replace(r.files["site.toml"], "title = { id = \"Daftar", "title = { id = \"Sebuah daftar", 1)
		return "the title"
	},
	func(r *roster, n *rand.Rand) string {
		r.files["data/kelompok.toml"] = strings.Replace(r.files["data/kelompok.toml"], `label = "Kelompok"`, fmt.Sprintf("label = \"Kelompok\"\nunknown = [\"Hal %d\"]", n.IntN(100)), 1)
		if strings.Count(r.files["data/kelompok.toml"], "unknown") > 1 {
			r.files["data/kelompok.toml"] = r.files["data/kelompok.toml"][:strings.LastIndex(r.files["data/kelompok.toml"], "unknown")]
		}
		return "a descriptor"
	},
	func(r *roster, n *rand.Rand) string { return "nothing" },
}

const tampered = " altered"

// tamper does to a published site what another hand may do.
func tamper(t *testing.T, dir string, n *rand.Rand) string {
	var names []string
	for name := range folder(t, dir) {
		names = append(names, name)
	}
	slices.Sort(names)
	name := filepath.Join(dir, names[n.IntN(len(names))])
	var err error
	if n.IntN(2) == 0 {
		err = os.Remove(name)
	} else {
		err = os.WriteFile(name, []byte("by another hand"), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(name) + tampered
}

// TestIncrementalIsClean: after any sequence of edits a build over the last one gives the
// bytes that a build from nothing gives. A quick one does where no other hand was there.
func TestIncrementalIsClean(t *testing.T) {
	t.Parallel()
	rounds := 16
	if testing.Short() {
		rounds = 8
	}
	r, n := newRoster(t), rand.New(rand.NewPCG(10, 514))
	out := filepath.Join(t.TempDir(), "public")
	did := "nothing"
	for range rounds {
		build := []string{"build", "--out", out}
		if !strings.HasSuffix(did, tampered) && n.IntN(2) == 0 {
			build = append(build, "--quick")
		}
		if code, said := testRun(t, r.dir, build...); code != done {
			t.Fatalf("after %s, %v:\n%s", did, build, said)
		}
		// Every other round the build from nothing reads all tables, too.
		if n.IntN(2) == 0 {
			if err := os.RemoveAll(filepath.Join(r.dir, ".lumbung/tables")); err != nil {
				t.Fatal(err)
			}
		}
		clean := filepath.Join(t.TempDir(), "public")
		if code, said := testRun(t, r.dir, "build", "--out", clean); code != done {
			t.Fatal(said)
		}
		if differ := differences(folder(t, out), folder(t, clean)); len(differ) > 0 {
			t.Errorf("after %s:\n%s", did, strings.Join(differ, "\n"))
		}
		switch kind := n.IntN(10); {
		case kind < 7:
			did = edits[n.IntN(len(edits))](r, n)
		case kind < 9:
			did = otherEdits[n.IntN(len(otherEdits))](r, n)
		default:
			did = tamper(t, out, n)
		}
		r.write()
	}
}

func differences(got, want map[string]string) (all []string) {
	for name, text := range want {
		if other, ok := got[name]; !ok {
			all = append(all, name+" is missing")
		} else if other != text {
			all = append(all, name+" differs")
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			all = append(all, name+" is too many")
		}
	}
	slices.Sort(all)
	return all
}
