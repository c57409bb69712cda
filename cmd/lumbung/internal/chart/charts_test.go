package chart

import (
	"lumbung/cmd/lumbung/internal/locale"
)

// The words of the two languages, as a theme gives them.
var indonesian = Words{
	LogAxis: "skala log: tiap garis 10 kali", AxisStart: "sumbu mulai dari {value}",
	OffScale: "{value}, tidak ada pada skala log", OpenClass: "{value}+",
	Stacked: "Diagram batang bertumpuk", Paired: "Diagram batang berpasangan", Bars: "Diagram batang",
	Panels: "Diagram batang dalam beberapa panel berskala sama", Dots: "Diagram titik berskala log",
	Line: "Diagram garis", Histogram: "Histogram", Bands: "Rentang kategori", DotRange: "Titik pada rentang kategori",
	Rows: "{n} baris", Group: "{name}: {values}", Pair: "{name} {value}",
	Highest: "tertinggi {names}: {value}", Lowest: "terendah {names}: {value}", Same: "semua {value}", Count: "{n} baris",
	Trend: "dari {first} ({from}) menjadi {last} ({to})", Limit: "garis batas: {label}", Highlight: "disorot: {name}, {value}",
	Absent: "tanpa nilai: {names}, {words}", Score: "skor {value} dari {min}–{max}, {name}", Range: "{name} {min}–{max}", NoScore: "skor: {words}",
}

var english = Words{
	LogAxis: "log scale: each line is 10 times the one before", AxisStart: "axis starts at {value}",
	OffScale: "{value}, not on a log scale", OpenClass: "{value}+",
	Stacked: "Stacked bar chart", Paired: "Paired bar chart", Bars: "Bar chart",
	Panels: "Bar charts in panels with one scale", Dots: "Dot plot on a log scale",
	Line: "Line chart", Histogram: "Histogram", Bands: "Ranges of the bands", DotRange: "Dots on the range of the bands",
	Rows: "{n} rows", Group: "{name}: {values}", Pair: "{name} {value}",
	Highest: "highest {names}: {value}", Lowest: "lowest {names}: {value}", Same: "all {value}", Count: "{n} rows",
	Trend: "from {first} ({from}) to {last} ({to})", Limit: "limit line: {label}", Highlight: "highlighted: {name}, {value}",
	Absent: "no value: {names}, {words}", Score: "score {value} of {min}–{max}, {name}", Range: "{name} {min}–{max}", NoScore: "score: {words}",
}

// named is a realistic chart; a name that ends in _warn is one that warns.
type named struct {
	name  string
	in    Input
	frame Frame
	slot  Slot
}

func id(in Input) Input {
	in.Locale, in.Words = *locale.For("id"), &indonesian
	return in
}

func en(in Input) Input {
	in.Locale, in.Words = *locale.For("en"), &english
	return in
}

// row is a row of plain values.
func row(name string, values ...string) Row {
	r := Row{Label: name}
	for _, v := range values {
		r.Cells = append(r.Cells, Value(v))
	}
	return r
}

const noData = "tidak ada data"
const suppressed = "disembunyikan (n < 5)"

var bandSeries = []Series{{"Kurang", Low}, {"Cukup", Mid}, {"Baik", High}}

const source = "Sumber: Iryani (2016), Tabel 9. Lumbung, CC BY 4.0"

func bandsOf(edges ...int64) []Band {
	return []Band{
		{"Kurang", edges[0], edges[1] - 1, Low}, {"Cukup", edges[1], edges[2] - 1, Mid}, {"Baik", edges[2], edges[3], High},
	}
}

func performance() Input {
	return id(Input{Kind: Stacked, Title: "Kinerja sepuluh Kube menurut aspek", Unit: "Kube", Series: bandSeries, Rows: []Row{
		row("Sosial", "3", "7", "0"), row("Ekonomi", "5", "4", "1"), row("Kelembagaan", "5", "4", "1"),
	}})
}

func income() Input {
	return id(Input{Kind: Paired, Title: "Penghasilan sebelum dan sesudah", Unit: "orang", Corner: "ribu rupiah",
		Series: []Series{{"Sebelum", Before}, {"Sesudah", After}}, Rows: []Row{
			row("sampai 400", "45", "27"), row("401–500", "8", "12"), row("501–600", "3", "7"), row("601–700", "1", "2"),
			row("701–800", "3", "7"), row("801–900", "0", "0"), row("901–1.000", "0", "4"), row("di atas 1.000", "0", "1"),
		}})
}

func pmks() Input {
	return id(Input{Kind: Panels, Title: "PMKS di dua wilayah", Series: []Series{{Name: "Kabupaten Kupang"}, {Name: "Kota Kupang"}}, Rows: []Row{
		row("Fakir miskin", "58033", "22479"), row("Keluarga yang ditinggal di rumah tidak layak huni", "5273", "2296"),
		row("Penyandang cacat", "2798", "512"), row("Anak telantar", "1204", "213"), row("Eks-narapidana", "299", "700"),
	}})
}

func members(highlight string) Input {
	in := id(Input{Kind: Bars, Title: "Jumlah anggota sepuluh Kube", Unit: "orang", Limit: &Limit{"10", "batas 10 anggota"}})
	for _, r := range []Row{row("Jati Diri", "20"), row("Sinar", "20"), row("Kasih", "10"), row("Kios Murah", "10"), row("Merpati", "10"),
		row("Pelita Kasih", "10"), row("Robadeo", "10"), row("WSehati", "10"), row("Tunas Baru", "10"), row("Usaha Mekar", "10")} {
		r.Highlight = r.Label == highlight
		in.Rows = append(in.Rows, r)
	}
	return in
}

func poverty() Input {
	const words = "tidak ada persentase dalam sumber"
	at := func(iso, name string, c Cell) Row { return Row{Label: name, Time: iso, Cells: []Cell{c}} }
	return id(Input{Kind: Line, Title: "Persentase penduduk miskin Indonesia", Unit: "%", Join: true, Rows: []Row{
		at("2009", "2009", Value("14.15")), at("2010", "2010", Value("13.33")), at("2011", "2011", Value("12.49")),
		at("2012", "2012", Absent(words)), at("2013-03", "Maret 2013", Absent(words)), at("2013-09", "September 2013", Absent(words)),
		at("2015-09", "September 2015", Value("11.22")), at("2016-03", "Maret 2016", Value("10.86")),
	}})
}

func ages() Input {
	in := id(Input{Kind: Histogram, Title: "Umur responden", Unit: "orang", Corner: "umur, tahun"})
	for _, c := range [][3]string{{"20", "24", "0"}, {"25", "29", "3"}, {"30", "34", "11"}, {"35", "39", "13"}, {"40", "44", "12"},
		{"45", "49", "14"}, {"50", "54", "6"}, {"55", "59", "1"}, {"60", "", "0"}} {
		r := row(c[0]+"–"+c[1], c[2])
		r.Lower, r.Upper = c[0], c[1]
		in.Rows = append(in.Rows, r)
	}
	return in
}

func rubric() Input {
	return id(Input{Kind: Bands, Title: "Rentang skor tiap kategori", Strips: []Strip{
		{Label: "Sosial, 7 pernyataan", Bands: bandsOf(7, 12, 17, 21)}, {Label: "Ekonomi, 10 pernyataan", Bands: bandsOf(10, 17, 24, 30)},
		{Label: "Kelembagaan, 14 pernyataan", Bands: bandsOf(14, 23, 33, 42)},
	}})
}

func score(value Cell) Input {
	return id(Input{Kind: Bands, Title: "Skor sosial", Strips: []Strip{{Bands: bandsOf(7, 12, 17, 21), Score: &value}}})
}

func groupScores() Input {
	in := id(Input{Kind: DotRange, Title: "Skor sosial empat Kube", Strips: []Strip{{Label: "Sosial", Bands: bandsOf(7, 12, 17, 21)}},
		Rows: []Row{row("Kasih", "9"), row("Merpati", "14"), row("Pelita Kasih", "20.5"), row("Sinar", "21")}})
	in.Rows = append(in.Rows, Row{Label: "Tunas Baru", Cells: []Cell{Absent(noData)}})
	in.Rows[1].Highlight = true
	return in
}

func magnitudes() Input {
	return id(Input{Kind: Dots, Title: "Penduduk dan PMKS", Unit: "orang", Rows: []Row{
		row("Penduduk Kota Kupang", "390877"), row("Fakir miskin", "22479"), row("Anak telantar", "213"), row("Anggota Kube", "120"), row("Tanpa anggota", "0"),
	}})
}

func regencies() Input {
	in := id(Input{Kind: Panels, Title: "Kube menurut bidang di enam wilayah", Series: []Series{{Name: "Kupang"}, {Name: "Kota Kupang"},
		{Name: "Timor Tengah Selatan"}, {Name: "Belu"}, {Name: "Alor"}, {Name: "Rote Ndao"}}})
	in.Rows = []Row{row("Peternakan", "40", "31", "22", "18", "9", "4"), row("Perdagangan", "21", "44", "12", "7", "5", "3"), row("Tenun", "12", "3", "38", "26", "15", "11")}
	in.Rows[2].Cells[5] = Absent(suppressed)
	return in
}

func realCharts() []named {
	frame := Frame{Heading: "Lima dari sepuluh Kube berkinerja kurang dalam aspek ekonomi dan kelembagaan",
		Sub: "Jumlah Kube menurut kategori kinerja di tiap aspek. Kota dan Kabupaten Kupang, n = 10.", Source: source}
	titled := func(in Input) Frame {
		return Frame{Heading: in.Title, Sub: "Kota dan Kabupaten Kupang, 2016.", Source: source}
	}
	charts := []named{{"kinerja", performance(), frame, Column}}
	add := func(name string, in Input, slot Slot) { charts = append(charts, named{name, in, titled(in), slot}) }
	add("penghasilan", income(), Column)
	add("pmks", pmks(), HalfColumn)
	add("anggota", members("Sinar"), Column)
	add("anggota_tanpa_sorot", members(""), HalfColumn)
	add("kemiskinan", poverty(), HalfColumn)
	add("umur", ages(), HalfColumn)
	add("rubrik", rubric(), SideColumn)
	add("rubrik_lebar", rubric(), Column)
	add("skor", score(Value("14")), SideColumn)
	add("skor_tanpa_data", score(Absent(noData)), SideColumn)
	add("skor_kelompok", groupScores(), HalfColumn)
	add("skala_log", magnitudes(), HalfColumn)
	add("enam_wilayah", regencies(), Column)
	return append(charts, hardCharts()...)
}
