package main

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// all: because templates/_partials begins with an underscore.
//
//go:embed all:portal
var portal embed.FS

// regions is the number of regencies and cities in Indonesia.
const regions = 514

// Words of made-up names: no group, place or province of the register exists.
var (
	first     = []string{"Harapan", "Sumber", "Berkah", "Karya", "Cahaya", "Mekar", "Tunas", "Sinar", "Usaha", "Bina"}
	second    = []string{"Jaya", "Setia", "Terpadu", "Makmur", "Bersama", "Lestari", "Mandiri", "Abadi"}
	third     = []string{"Barat", "Timur", "Utara", "Selatan", "Tengah", "Baru", "Indah"}
	places    = []string{"Batu", "Kali", "Lubuk", "Mega", "Rawa", "Tanjung", "Kedung", "Cipta", "Sri", "Bukit"}
	ends      = []string{"jaya", "makmur", "indah", "luhur", "baru", "laya", "negara", "mukti"}
	trades    = []string{"Pengolahan kopi", "Kerajinan anyaman", "Budidaya rumput laut", "Ternak kambing", "Tenun", "Warung sembako", "Kebun sayur", "Jasa jahit"}
	standings = []string{"Tumbuh", "Berkembang", "Maju"}
)

// writePortal makes the project folder: site is the name of its site.toml in portal/.
func writePortal(dir, site string, rows int) error {
	files := map[string]string{
		"portal/" + site:                                   "site.toml",
		"portal/data/wilayah.toml":                         "data/wilayah.toml",
		"portal/data/kube.toml":                            "data/kube.toml",
		"portal/themes/peer/templates/profile.html":        "themes/peer/templates/profile.html",
		"portal/themes/peer/templates/_partials/peer.html": "themes/peer/templates/_partials/peer.html",
	}
	for from, to := range files {
		text, err := portal.ReadFile(from)
		if err != nil {
			return err
		}
		to = filepath.Join(dir, filepath.FromSlash(to))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, text, 0o666); err != nil {
			return err
		}
	}
	if err := create(filepath.Join(dir, "data", "wilayah.csv"), writeRegions); err != nil {
		return err
	}
	return writeRegister(dir, rows, 0)
}

// writeRegister writes data/kube.csv. Each edit gives one cell, the village of the group
// in the middle, a value it had in no other.
func writeRegister(dir string, rows, edit int) error {
	return create(filepath.Join(dir, "data", "kube.csv"), func(w *csv.Writer) error {
		return writeGroups(w, rows, edit)
	})
}

func create(path string, write func(*csv.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return finish(file, write)
}

func finish(file io.WriteCloser, write func(*csv.Writer) error) error {
	w := csv.NewWriter(file)
	err := write(w)
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// A region is known by its number from 0.
func regionCode(i int) string { return strconv.Itoa(1100 + i) }

func regionName(i int) string {
	kind := "Kabupaten"
	if i%5 == 4 {
		kind = "Kota"
	}
	return fmt.Sprintf("%s %s%s %d", kind, places[i%len(places)], ends[i/len(places)%len(ends)], i+1)
}

func provinceName(i int) string {
	return fmt.Sprintf("Provinsi %s %s", places[i/14%len(places)], third[i/14%len(third)])
}

func writeRegions(w *csv.Writer) error {
	if err := w.Write([]string{"kode", "nama", "provinsi"}); err != nil {
		return err
	}
	for i := range regions {
		if err := w.Write([]string{regionCode(i), regionName(i), provinceName(i)}); err != nil {
			return err
		}
	}
	return nil
}

func writeGroups(w *csv.Writer, rows, edit int) error {
	err := w.Write([]string{"id", "name", "slug", "founded_year", "business_type", "members", "village", "district",
		"region_code", "region", "province", "category", "score_social", "score_economic", "score_institutional"})
	random := rand.New(rand.NewPCG(514, 10))
	pick := func(words []string) string { return words[random.IntN(len(words))] }
	number := func(low, high int) string { return strconv.Itoa(low + random.IntN(high-low+1)) }
	for i := 0; i < rows && err == nil; i++ {
		at := random.IntN(regions)
		name := pick(first) + " " + pick(second) + " " + pick(third)
		serial := fmt.Sprintf("%08d", i+1)
		row := []string{
			"KB-" + regionCode(at) + "-" + serial, name,
			strings.ToLower(strings.ReplaceAll(name, " ", "-")) + "-" + serial,
			number(1998, 2025), pick(trades), number(5, 30),
			pick(places) + pick(ends), pick(places) + pick(ends),
			regionCode(at), regionName(at), provinceName(at), pick(standings),
			number(0, 100), number(0, 100), number(0, 100),
		}
		if edit > 0 && i == rows/2 {
			row[6] = fmt.Sprintf("Desa ke %d", edit)
		}
		err = w.Write(row)
	}
	return err
}
