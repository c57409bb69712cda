package main

import (
	"archive/tar"
	"fmt"
	"io"
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
	zeros bool // in front of a number
	price []int
}

const marketRows = 1100

func newMarket(t *testing.T) *market {
	numbers := "0"
	for i := range 99 {
		numbers += fmt.Sprint(", ", i+1)
	}
	m := &market{t: t, dir: portalFolder(t, map[string]string{
		"site.toml": `title = "Pasar rekaan"
description = "Sebuah daftar rekaan."
languages = ["id"]
version = "1.0.0"
date = "2026-01-01"
theme = "sederhana"
offline = -1
[outputs]
formats = ["csv", "json", "xlsx"]
sqlite = false
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
  { name = "luas", type = "number", title = "Luas", missingValues = ["", "-"], constraints = { maximum = 500 } },
]
[profile]
path = "toko/{kode}"
title = "{nama}"
summary = "{nama} di {desa}"
`,
		"data/jual.toml": strings.ReplaceAll(`title = "Penjualan"
description = "Penjualan rekaan."
[schema]
primaryKey = ["no"]
fields = [
  { name = "no", type = "integer", title = "No." },
  { name = "toko", type = "string", title = "Toko" },
  { name = "terjual", type = "integer", title = "Terjual", categories = %s },
]
foreignKeys = [{ fields = "toko", reference = { resource = "toko", fields = "kode" } }]
`, "%s", "["+numbers+"]")})}
	m.put(filepath.Join(m.dir, "data/harga.toml"), `title = "Harga"
description = "Harga rekaan, lebih dari sekepingan baris."
[schema]
primaryKey = ["no"]
fields = [
  { name = "no", type = "integer", title = "No." },
  { name = "harga", type = "integer", title = "Harga" },
]
`)
	for i := range 2100 {
		m.price = append(m.price, 1000+i*17%900)
	}
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
	for i, s := range m.sales {
		sold := fmt.Sprint(s.sold)
		if m.zeros && i == 300 {
			sold = "007"
		}
		fmt.Fprintf(&sales, "%d,%s,%s\n", s.number, s.shop, sold)
	}
	var prices strings.Builder
	prices.WriteString("no,harga\n")
	for i, p := range m.price {
		fmt.Fprintf(&prices, "%d,%d\n", i+1, p)
	}
	for name, text := range map[string]string{"toko": shops.String(), "jual": sales.String(), "harga": prices.String()} {
		m.put(filepath.Join(m.dir, "data", name+".csv"), text)
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
	{"a way of spelling, which is told", func(m *market, _ string) { m.shops[552].village = "desa 3" }},
	{"a cell beside what is told", func(m *market, _ string) { m.shops[553].size = 44 }},
	{"it is spelt as the others", func(m *market, _ string) { m.shops[552].village = "Desa 6" }},
	{"zeros, which are told", func(m *market, _ string) { m.zeros = true }},
	{"a cell beside the zeros", func(m *market, _ string) { m.sales[7].sold = 77 }},
	{"no zeros", func(m *market, _ string) { m.zeros = false }},
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
	{"a price in the first piece", func(m *market, _ string) { m.price[7] = 999999 }},
	{"a price in the last piece", func(m *market, _ string) { m.price[2099] = 7 }},
	{"a price more, at the start", func(m *market, _ string) { m.price = slices.Insert(m.price, 0, 500) }},
	{"a piece less", func(m *market, _ string) { m.price = m.price[:100] }},
	{"the sums by another hand", func(m *market, out string) { m.tamper(out, sumsFile) }},
	{"the sums by another hand who left size and time stamp, and a cell", func(m *market, out string) {
		m.tamperUnseen(out, sumsFile)
		m.shops[10].village = "Desa 10"
	}},
	{"a table by another hand, and a cell", func(m *market, out string) {
		m.tamper(out, "data/toko.csv")
		m.shops[9].village = "Desa 9"
	}},
}

func (m *market) tamper(out, name string) { m.put(filepath.Join(out, name), "by another hand") }

// tamperUnseen changes the last bytes of a file, and nothing that a look at it would show.
func (m *market) tamperUnseen(out, name string) {
	name = filepath.Join(out, name)
	text, err := os.ReadFile(name)
	if err != nil {
		m.t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		m.t.Fatal(err)
	}
	copy(text[len(text)-9:], "unseen!!")
	m.put(name, string(text))
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		m.t.Fatal(err)
	}
}

// TestIncrementalIsCleanInLargeTables is TestIncrementalIsClean for tables of several
// scripts: one edit after the other, each over the site that the last one left.
func TestIncrementalIsCleanInLargeTables(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	out := filepath.Join(t.TempDir(), "public")
	build := func(did, out string) (told string) {
		t.Helper()
		code, said := testRun(t, m.dir, "build", "--out", out)
		if code != done {
			t.Fatalf("after %s:\n%s", did, said)
		}
		return said[:strings.LastIndex(strings.TrimSpace(said), "\n")+1] // without what it took
	}
	build("nothing", out)
	for _, e := range marketEdits {
		e.edit(m, out)
		m.write()
		told := build(e.did, out)
		if entries, err := os.ReadDir(filepath.Join(m.dir, piecesDir)); len(m.price) > 2048 && len(entries) != 2 {
			t.Errorf("after %s %d downloads of many rows are kept in pieces, not 2: %v", e.did, len(entries), err)
		}
		for _, kept := range []string{".lumbung/tables", piecesDir} {
			if err := os.RemoveAll(filepath.Join(m.dir, kept)); err != nil {
				t.Fatal(err)
			}
		}
		clean := filepath.Join(t.TempDir(), "public.tar")
		if clean := build(e.did, clean); told != clean {
			t.Errorf("after %s it tells\n%s\nand from nothing\n%s", e.did, told, clean)
		}
		if differ := differences(folder(t, out), tarred(t, clean)); len(differ) > 0 {
			t.Errorf("after %s:\n%s", e.did, strings.Join(differ, "\n"))
		}
	}
}

// tarred reads a portal in one file: a build of that kind knows no last one.
func tarred(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, in := map[string]string{}, tar.NewReader(f)
	for {
		h, err := in.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all[h.Name] = string(text)
	}
}

// TestMistakesAreFoundInKeptTables: what an edit makes wrong is told as it is when all
// tables are read, in the table that was edited and in those that refer to it.
func TestMistakesAreFoundInKeptTables(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	out := filepath.Join(t.TempDir(), "public")
	if code, said := testRun(t, m.dir, "build", "--out", out); code != done {
		t.Fatal(said)
	}
	tables := filepath.Join(m.dir, ".lumbung/tables")
	kept := folder(t, tables)
	for _, c := range []struct {
		rule string
		edit func()
	}{
		{"duplicate-key", func() { m.shops[900].code = "t0003" }},
		{"duplicate-key", func() { m.sales[1099].number = 1 }},
		{"foreign-key", func() { m.sales[500].shop = "t9999" }},
		{"foreign-key", func() { m.shops[500].code = "t9999" }},
		{"foreign-key", func() { m.shops = m.shops[:500] }},
		{"profile-slug", func() { m.shops[1099].code = "T0001" }},
		{"profile-slug", func() { m.shops[1099].code = "…" }},
		{"required", func() { m.shops[700].code = "" }},
		{"cell-type", func() { m.shops[700].name = "Toko,kopi,sepuluh\nt9,Toko" }},
		{"constraint", func() { m.shops[700].size = 501 }},
		{"category", func() { m.sales[700].sold = 12345 }},
		{"personal-data", func() { m.shops[700].village = "telp 0812-3456-7890" }},
		{"row-length", func() { m.shops[700].village = "Desa 1,lagi" }},
	} {
		shops, sales := slices.Clone(m.shops), slices.Clone(m.sales)
		c.edit()
		m.write()
		var told [2]string
		for i := range told {
			var code int
			if code, told[i] = testRun(t, m.dir, "build", "--out", out); code != broken {
				t.Errorf("%s: the build gives %d", c.rule, code)
			}
			if _, err := os.Stat(filepath.Join(m.dir, piecesDir)); !os.IsNotExist(err) {
				t.Errorf("%s: a build that failed has left pieces of downloads: %v", c.rule, err)
			}
			if i == 0 && len(differences(folder(t, tables), kept)) > 0 {
				t.Errorf("%s: a build that failed has left another table", c.rule)
			}
			if err := os.RemoveAll(tables); err != nil {
				t.Fatal(err)
			}
		}
		_, asked := testRun(t, m.dir, "check", "--json")
		if told[0] != told[1] || told[0] == "" || !strings.Contains(asked, `"`+c.rule+`"`) {
			t.Errorf("%s: with tables that were kept it tells\n%s\nand without\n%s", c.rule, told[0], told[1])
		}
		for name, text := range kept {
			m.put(filepath.Join(tables, name), text)
		}
		m.shops, m.sales = shops, sales
	}
	m.write()
	if code, said := testRun(t, m.dir, "build", "--out", out); code != done {
		t.Fatal(said)
	}
}

func (m *market) put(name, text string) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		m.t.Fatal(err)
	}
}
