package export

import (
	"encoding/json"
	"io"
	"testing"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

func TestDatasetteReadsWhatTablesMean(t *testing.T) {
	b := notedBook()
	b.Resources[0].Table.Schema.Fields[12].Unit = locale.Plain("orang")
	b.Resources[0].Table.Schema.Fields[0].Definition = locale.Text{}
	b.Resources[0].Table.Schema.Fields[0].Title = locale.Text{}
	var m struct {
		Title      string
		License    string
		LicenseURL string `json:"license_url"`
		Databases  map[string]struct {
			Tables map[string]struct {
				Title   string
				Columns map[string]string
			}
		}
	}
	if err := json.Unmarshal(output(t, func(w io.Writer) error { return WriteDatasette(w, b, "kupang") }), &m); err != nil {
		t.Fatal(err)
	}
	kube := m.Databases["kupang"].Tables["kube"]
	if m.License != "CC-BY-4.0" || m.LicenseURL == "" || kube.Title != "Kube kube" || kube.Columns["jumlah"] != "Arti jumlah (orang)" || kube.Columns["nama"] != "Arti nama" {
		t.Errorf("%+v", m)
	}
	if _, ok := kube.Columns["no"]; ok {
		t.Error("a column without a meaning has one")
	}
}

func TestRulesAreSaidInWords(t *testing.T) {
	two, four := 2, 4
	f := table.Field{Constraints: table.Constraints{Required: true, Unique: true, Minimum: "1", Maximum: "9", ExclusiveMinimum: "0", ExclusiveMaximum: "10", MinLength: &two, MaxLength: &four, Pattern: "[0-9]+", Enum: []string{"1", "2"}}}
	for lang, want := range map[locale.Lang]string{
		"id": "wajib diisi; tanpa kembar; paling kecil 1; paling besar 9; lebih dari 0; kurang dari 10; panjang 2–4; berpola [0-9]+; salah satu dari 1, 2",
		"en": "required; no two alike; at least 1; at most 9; more than 0; less than 10; length 2–4; matches [0-9]+; one of 1, 2",
	} {
		if got := Rules(&f, lang); got != want {
			t.Errorf("%s: %q, not %q", lang, got, want)
		}
	}
	for want, c := range map[string]table.Constraints{"≥ 2": {MinLength: &two}, "≤ 4": {MaxLength: &four}, "4": {MinLength: &four, MaxLength: &four}, "": {}} {
		if got := lengthRange(&c); got != want {
			t.Errorf("length is %q, not %q", got, want)
		}
	}
}
