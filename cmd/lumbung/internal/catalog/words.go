package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// words are the few texts of metadata and citations. They do not depend on the theme.
type words struct {
	dataset, figure, story, claim, version, in            string
	undated, retrieved, exact                             string
	missing, suppressed, changes, search, message, sha256 string
}

func wordsFor(lang locale.Lang) *words {
	if base, _, _ := strings.Cut(string(lang), "-"); base == "id" {
		return &indonesian
	}
	return &english
}

var indonesian = words{
	dataset: "Kumpulan data", figure: "Grafik", story: "Cerita data", claim: "Pemeriksaan klaim", version: "Versi", in: "Dalam", undated: "t.t.",
	retrieved: "Tambahkan tanggal akses bila gaya sitasi Anda memintanya",
	exact:     "versi dan sidik SHA-256 menetapkan isi datanya",
	missing:   "sumber tidak memberi nilai", suppressed: "nilai ditahan agar seseorang tidak dapat dikenali",
	changes: "Perubahan", search: "Cari di {title}", message: "Jika memakai data ini, kutiplah portal ini dan sumber aslinya.", sha256: "SHA-256",
}

var english = words{
	dataset: "Data set", figure: "Chart", story: "Data story", claim: "Claim check", version: "Version", in: "In", undated: "n.d.",
	retrieved: "Add the date of access if your citation style asks for it",
	exact:     "version and SHA-256 say exactly which data it was",
	missing:   "the source gives no value", suppressed: "value withheld so that nobody can be recognised",
	changes: "Changes", search: "Search {title}", message: "If you use these data, please cite this portal and the original source.", sha256: "SHA-256",
}
