package export

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// words are the texts that stand around data in workbooks, in the README and in the
// database. They are here and not in the theme because files outlive a site's looks:
// the same data gives the same file under any theme.
type words struct {
	cover, contents, notes, dictionary, categories, data string // names of sheets

	about, publisher, contact, coverage, place, period, version, license, page, updates string
	sources, citation, limits, policy, rounding, revision                               string

	coverHolds, contentsHolds, notesHolds, dictionaryHolds, categoriesHolds, dataHolds string
	seeDictionary, seeNotes, missing, suppressed                                       string

	dataset, sheet, rows                                             string
	field, typ, title, definition, unit, concept, measure            string
	classification, constraints, source, note, value, label, key     string
	text, cells, where, all                                          string
	required, unique, from, to, above, below, pattern, length, oneOf string
	primaryKey, foreignKey, uniqueKey, readme                        string

	frequency map[string]string
}

// wordsFor gives the texts of a language; one that is not built in reads English.
func wordsFor(lang locale.Lang) *words {
	if base, _, _ := strings.Cut(string(lang), "-"); base == "id" {
		return &indonesian
	}
	return &english
}

var indonesian = words{
	cover: "Sampul", contents: "Isi", notes: "Catatan", dictionary: "Kamus", categories: "Kategori", data: "Data",

	about: "Tentang data ini", publisher: "Penerbit", contact: "Kontak", coverage: "Cakupan", place: "Tempat", period: "Waktu",
	version: "Versi data", license: "Lisensi", page: "Halaman", updates: "Pemutakhiran",
	sources: "Sumber", citation: "Cara mengutip", limits: "Yang tidak dapat disimpulkan dari data ini", policy: "Pembulatan dan ralat",
	rounding: "Angka dimuat seperti diterbitkan sumbernya, tanpa pembulatan lagi.",
	revision: "Ralat diterbitkan sebagai versi baru; perubahannya dicatat di halaman perubahan portal.",

	coverHolds:      "apa isi buku kerja ini, dari mana, dan bagaimana mengutipnya",
	contentsHolds:   "Daftar tabel di buku kerja ini. Nama tabel menuju ke lembarnya.",
	notesHolds:      "Catatan tentang sel, kolom, baris, atau seluruh tabel.",
	dictionaryHolds: "Arti, satuan, dan aturan setiap kolom.",
	categoriesHolds: "Nilai yang mungkin pada kolom kategori, dan artinya.",
	dataHolds:       "Tabel ini memuat {rows} baris dan {columns} kolom.",
	seeDictionary:   "Arti setiap kolom ada di lembar {sheet}.", seeNotes: "Catatan tentang sel dan kolom ada di lembar {sheet}.",
	missing: "Sel kosong berarti sumber tidak memberi nilai.", suppressed: "[c] berarti nilai ditahan agar seseorang tidak dapat dikenali.",

	dataset: "Kumpulan data", sheet: "Lembar", rows: "Baris",
	field: "Kolom", typ: "Tipe", title: "Judul", definition: "Definisi", unit: "Satuan", concept: "Konsep", measure: "Ukuran",
	classification: "Klasifikasi", constraints: "Aturan", source: "Sumber", note: "Catatan", value: "Nilai", label: "Label", key: "Kunci",
	text: "Isi", cells: "Sel", where: "Baris", all: "semua",
	required: "wajib diisi", unique: "tanpa kembar", from: "paling kecil {v}", to: "paling besar {v}", above: "lebih dari {v}", below: "kurang dari {v}",
	pattern: "berpola {v}", length: "panjang {v}", oneOf: "salah satu dari {v}",
	primaryKey: "kunci utama", foreignKey: "merujuk ke {v}", uniqueKey: "kunci unik",
	readme: "Paket ini memuat semua data portal. Setiap berkas CSV memakai UTF-8, koma, dan titik desimal; baris pertamanya nama kolom. `datapackage.json` menerangkan semuanya kepada mesin.",

	frequency: map[string]string{
		"ANNUAL": "tahunan", "ANNUAL_2": "dua kali setahun", "ANNUAL_3": "tiga kali setahun", "BIENNIAL": "dua tahunan", "TRIENNIAL": "tiga tahunan",
		"QUARTERLY": "triwulanan", "MONTHLY": "bulanan", "BIMONTHLY": "dua bulanan", "WEEKLY": "mingguan", "DAILY": "harian",
		"CONT": "terus-menerus", "IRREG": "tidak berjadwal", "NEVER": "tidak dimutakhirkan lagi", "UNKNOWN": "tidak diketahui", "OTHER": "lainnya",
	},
}

var english = words{
	cover: "Cover", contents: "Contents", notes: "Notes", dictionary: "Dictionary", categories: "Categories", data: "Data",

	about: "About these data", publisher: "Publisher", contact: "Contact", coverage: "Coverage", place: "Place", period: "Period",
	version: "Data version", license: "Licence", page: "Page", updates: "Updates",
	sources: "Sources", citation: "How to cite", limits: "What cannot be concluded from these data", policy: "Rounding and corrections",
	rounding: "Figures are given as their source published them, without further rounding.",
	revision: "Corrections are published as a new version; the portal's changes page lists what changed.",

	coverHolds:      "what this workbook holds, where it comes from and how to cite it",
	contentsHolds:   "The tables of this workbook. The name of a table leads to its sheet.",
	notesHolds:      "Notes on cells, columns, rows or the whole table.",
	dictionaryHolds: "Meaning, unit and rules of each column.",
	categoriesHolds: "The values that columns of categories may take, and what they mean.",
	dataHolds:       "This table has {rows} rows and {columns} columns.",
	seeDictionary:   "The sheet {sheet} says what each column means.", seeNotes: "Notes on cells and columns are on the sheet {sheet}.",
	missing: "An empty cell means that the source gives no value.", suppressed: "[c] means that a value is withheld so that nobody can be recognised.",

	dataset: "Dataset", sheet: "Sheet", rows: "Rows",
	field: "Column", typ: "Type", title: "Title", definition: "Definition", unit: "Unit", concept: "Concept", measure: "Measure",
	classification: "Classification", constraints: "Rules", source: "Source", note: "Note", value: "Value", label: "Label", key: "Key",
	text: "Text", cells: "Cells", where: "Rows", all: "all",
	required: "required", unique: "no two alike", from: "at least {v}", to: "at most {v}", above: "more than {v}", below: "less than {v}",
	pattern: "matches {v}", length: "length {v}", oneOf: "one of {v}",
	primaryKey: "primary key", foreignKey: "refers to {v}", uniqueKey: "unique key",
	readme: "This package holds all data of the portal. Each CSV is in UTF-8, with commas and decimal points; its first line names the columns. `datapackage.json` describes all of it to machines.",

	frequency: map[string]string{
		"ANNUAL": "annual", "ANNUAL_2": "twice a year", "ANNUAL_3": "three times a year", "BIENNIAL": "every two years", "TRIENNIAL": "every three years",
		"QUARTERLY": "quarterly", "MONTHLY": "monthly", "BIMONTHLY": "every two months", "WEEKLY": "weekly", "DAILY": "daily",
		"CONT": "continuous", "IRREG": "irregular", "NEVER": "not updated any more", "UNKNOWN": "unknown", "OTHER": "other",
	},
}

// fill puts values into the places of a text: fill("at least {v}", "v", "3").
func fill(text string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}
