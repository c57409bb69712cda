package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shop and sale are rows of two datasets that are too large for one script of rows each:
// the one has pages, the other is known by its numbers.
type shop struct {
	code, name, village string
	size                int
}

type sale struct {
	number, sold int
	shop         string
}

// market is a portal whose tables are large, as far as that changes how they are written.
type market struct {
	t     *testing.T
	dir   string
	shops []shop
	sales []sale
}

const marketRows = 1100

func newMarket(t *testing.T) *market {
	m := &market{t: t, dir: portalFolder(t, map[string]string{
		"site.toml": `title = "Pasar rekaan"
description = "Sebuah daftar rekaan."
languages = ["id"]
version = "1.0.0"
date = "2026-01-01"
theme = "sederhana"
[outputs]
formats = ["csv", "json"]
sqlite = false
zip = false
search = false
metadata = false
pictures = false
`,
		"themes/sederhana/templates/profile.html": `<!doctype html><html lang="{{.Lang}}"><title>{{.Title}}</title><h1>{{.Title}}</h1><p>{{.Summary}} {{range .Facts}}{{.Label}} {{.Cell.Text}} {{end}}</p></html>
`,
		"data/toko.toml": `title = "Toko"
description = "Toko rekaan."
[schema]
primaryKey = ["kode"]
fields = [
  { name = "kode", type = "string", title = "Kode" },
  { name = "nama", type = "string", title = "Nama" },
  { name = "desa", type = "string", title = "Desa" },
  { name = "luas", type = "number", title = "Luas", missingValues = ["", "-"] },
]
[profile]
path = "toko/{kode}"
title = "{nama}"
summary = "{nama} di {desa}"
`,
		"data/jual.toml": `title = "Penjualan"
description = "Penjualan rekaan."
[schema]
primaryKey = ["no"]
fields = [
  { name = "no", type = "integer", title = "No." },
  { name = "toko", type = "string", title = "Toko" },
  { name = "terjual", type = "integer", title = "Terjual" },
]
foreignKeys = [{ fields = "toko", reference = { resource = "toko", fields = "kode" } }]
`})}
	for i := range marketRows {
		m.shops = append(m.shops, shop{fmt.Sprintf("t%04d", i), fmt.Sprint("Toko ", i), fmt.Sprint("Desa ", i%13), 10 + i%50})
		m.sales = append(m.sales, sale{i + 1, i % 90, m.shops[i/2].code})
	}
	m.write()
	return m
}

func (m *market) write() {
	var shops, sales strings.Builder
	shops.WriteString("kode,nama,desa,luas\n")
	for _, s := range m.shops {
		size := fmt.Sprintf("%d.50", s.size)
		if s.size == 0 {
			size = "-"
		}
		fmt.Fprintf(&shops, "%s,%s,%s,%s\n", s.code, s.name, s.village, size)
	}
	sales.WriteString("no,toko,terjual\n")
	for _, s := range m.sales {
		fmt.Fprintf(&sales, "%d,%s,%d\n", s.number, s.shop, s.sold)
	}
	for name, text := range map[string]string{"toko": shops.String(), "jual": sales.String()} {
		if err := os.WriteFile(filepath.Join(m.dir, "data", name+".csv"), []byte(text), 0o666); err != nil {
			m.t.Fatal(err)
		}
	}
}

// marketEdits are edits after each of which a build over the last one must be a clean one.
var marketEdits = []struct {
	did  string
	edit func(m *market, out string)
}{
	{"nothing", func(*market, string) {}},
	{"a cell that repeats others", func(m *market, _ string) { m.shops[550].village = "Desa 3" }},
	{"a cell with a text of its own, which is longer", func(m *market, _ string) { m.shops[551].village = "Desa yang tidak ada duanya" }},
	{"it is as it was", func(m *market, _ string) { m.shops[551].village = "Desa 5" }},
	{"a name", func(m *market, _ string) { m.shops[1050].name = `"Toko ""Bintang, Terang"""` }},
	{"a number, and its decimals", func(m *market, _ string) { m.shops[3].size = 77 }},
	{"a number is missing", func(m *market, _ string) { m.shops[4].size = 0 }},
	{"a key, with what refers to it", func(m *market, _ string) {
		m.shops[1001].code = "baru-1001"
		for i := range m.sales {
			if m.sales[i].shop == "t1001" {
				m.sales[i].shop = "baru-1001"
			}
		}
	}},
	{"the number of a row without a page", func(m *market, _ string) { m.sales[1099].number = 90001 }},
	{"another row is referred to", func(m *market, _ string) { m.sales[20].shop = "t0900" }},
	{"two rows change places over the border of two scripts", func(m *market, _ string) { m.shops[999], m.shops[1000] = m.shops[1000], m.shops[999] }},
	{"a row more, at the start", func(m *market, _ string) {
		m.shops = slices.Insert(m.shops, 0, shop{"awal", "Toko Awal", "Desa 1", 5})
	}},
	{"a row less", func(m *market, _ string) { m.sales = slices.Delete(m.sales, 700, 701) }},
	{"a script less", func(m *market, _ string) { m.sales = m.sales[:1000] }},
	{"a row more, at the end, in a script of its own", func(m *market, _ string) {
		m.sales = append(m.sales, sale{95000, 4, "t0001"})
	}},
	{"the keys by another hand", func(m *market, out string) { m.tamper(out, "data/toko/keys-1.js") }},
	{"the rows by another hand", func(m *market, out string) { m.tamper(out, "data/jual/rows-0.js") }},
	{"a table by another hand, and a cell", func(m *market, out string) {
		m.tamper(out, "data/toko.csv")
		m.shops[9].village = "Desa 9"
	}},
}

func (m *market) tamper(out, name string) {
	if err := os.WriteFile(filepath.Join(out, name), []byte("by another hand"), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

// TestIncrementalIsCleanInLargeTables is TestIncrementalIsClean for tables of several
// scripts: one edit after the other, each over the site that the last one left.
func TestIncrementalIsCleanInLargeTables(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	out := filepath.Join(t.TempDir(), "public")
	build := func(did, out string) {
		t.Helper()
		if code, said := testRun(t, m.dir, "build", "--out", out); code != done {
			t.Fatalf("after %s:\n%s", did, said)
		}
	}
	build("nothing", out)
	for _, e := range marketEdits {
		e.edit(m, out)
		m.write()
		build(e.did, out)
		clean := filepath.Join(t.TempDir(), "public")
		build(e.did, clean)
		if differ := differences(folder(t, out), folder(t, clean)); len(differ) > 0 {
			t.Errorf("after %s:\n%s", e.did, strings.Join(differ, "\n"))
		}
	}
}
