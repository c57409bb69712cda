package catalog

import (
	"strings"
	"testing"
)

func TestSatuDataSheetsLeaveOutWhatIsNotKnown(t *testing.T) {
	p := testPortal()
	s := p.SatuData(&p.Datasets[0], "id")
	if len(s.Indicators) != 2 || s.Indicators[0].Name != "anggota" || len(s.Variables) != 10 {
		t.Fatalf("%d indicators, %d variables", len(s.Indicators), len(s.Variables))
	}
	var lines []string
	for _, l := range s.Indicators[0].Lines {
		lines = append(lines, l.Label+": "+l.Value)
	}
	want := "Nama indikator: Jumlah anggota|Konsep: Anggota Kube|Definisi: Banyaknya anggota.|Ukuran: Jumlah|Satuan: orang|Klasifikasi penyajian: Kube|Publikasi ketersediaan: "
	if got := strings.Join(lines, "|"); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "|Level estimasi: Sepuluh Kube|Dapat diakses umum: Ya") {
		t.Errorf("got %s", got)
	}
}

func TestSatuDataAsJSON(t *testing.T) {
	p := testPortal()
	d := decode(t, p.SatuDataJSON(&p.Datasets[0], "en"))
	if at(t, d, "ms_ind", 1, "satuan") != "%" || at(t, d, "ms_ind", 1, "konsep") != nil || at(t, d, "ms_var", 2, "klasifikasi_isian") != "Pigs; Cattle" ||
		at(t, d, "ms_var", 0, "aturan_validasi") != "required; at least 1" {
		t.Errorf("%v", d)
	}
	p.Datasets[0].Table = nil
	if s := p.SatuData(&p.Datasets[0], "id"); len(s.Variables) != 0 {
		t.Error("variables of no table")
	}
}
