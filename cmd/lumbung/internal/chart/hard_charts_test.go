package chart

import "strconv"

// hardCharts are the cases that break charts: hostile labels, zeros, missing and
// suppressed values, one row, names that do not fit, numbers that do not fit.
func hardCharts() []named {
	var charts []named
	add := func(name string, in Input, slot Slot) {
		charts = append(charts, named{name, in, Frame{Heading: in.Title, Sub: "n = 60.", Source: source}, slot})
	}
	add("label_jahat", id(Input{Kind: Bars, Title: `<script>alert("1 & 2")</script>`, Unit: "%", Rows: []Row{
		row("<100", "1.5"), row(`"kutip" & 'apostrof'`, "2"), row("]]> <!-- \x00\xff", "0.5"), row("= é ñ – ≥", "3"),
	}}), Column)
	long := "Keluarga yang bertempat tinggal di rumah tidak layak huni di daerah terpencil yang sulit dijangkau kendaraan"
	add("label_panjang", id(Input{Kind: Bars, Title: "Label panjang", Rows: []Row{row(long, "12"), row("Pendek", "40")}}), Column)
	add("label_satu_kata", id(Input{Kind: Bars, Title: "Satu kata sangat panjang", Rows: []Row{
		row("Perkiosan/pertokoan-perdagangan/peternakan-persawahan", "12"), row("Antidisestablishmentarianismeketidakbertanggungjawabankelembagaan", "40")}}), Column)
	add("label_panjang_tumpuk", id(Input{Kind: Stacked, Title: "Label panjang bertumpuk", Unit: "keluarga", Series: bandSeries, Rows: []Row{
		row(long, "12", "3", "1"), row("Pendek", "1", "40", "2"), row("Kosong", "0", "0", "0")}}), Column)
	gaps := id(Input{Kind: Bars, Title: "Nilai hilang dan disembunyikan", Rows: []Row{row("Nol", "0"), row("Satu", "1"), row("Besar", "58033")}})
	gaps.Rows = append(gaps.Rows, Row{Label: "Hilang", Cells: []Cell{Absent(noData)}}, Row{Label: "Sedikit", Cells: []Cell{Absent(suppressed)}})
	add("hilang", gaps, Column)
	add("satu_baris", id(Input{Kind: Bars, Title: "Satu baris", Rows: []Row{row("Satu-satunya", "7")}}), HalfColumn)
	add("semua_nol", id(Input{Kind: Bars, Title: "Semua nol", Rows: []Row{row("Satu", "0"), row("Dua", "0")}}), HalfColumn)
	add("semua_hilang", id(Input{Kind: Bars, Title: "Semua hilang", Rows: []Row{{Label: "Satu", Cells: []Cell{Absent(noData)}}}}), HalfColumn)
	add("negatif", id(Input{Kind: Bars, Title: "Perubahan jumlah penduduk miskin", Unit: "%", Rows: []Row{row("2010", "-0.82"), row("2011", "1.4"), row("2012", "-12.5"), row("2013", "0")}}), HalfColumn)
	stack := performance()
	stack.Rows = []Row{row("Sosial", "300", "2", "0"), row("Ekonomi", "150", "148", "4")}
	stack.Rows[0].Cells[2] = Absent(suppressed)
	for i, share := range []string{"99.3", "0.7", ""} {
		stack.Rows[0].Cells[i].Percent = share
	}
	add("tumpuk_sempit", stack, Column)
	pair := income()
	pair.Rows = pair.Rows[:3]
	pair.Rows[1].Cells[1], pair.Rows[2].Cells[0] = Absent(suppressed), Absent(noData)
	add("pasangan_hilang", pair, Column)
	panels := pmks()
	panels.Rows = panels.Rows[:3]
	panels.Rows[2].Cells[1] = Absent(suppressed)
	add("panel_hilang", panels, Column)
	add("batas_dekat", id(Input{Kind: Bars, Title: "Dekat batas", Limit: &Limit{"100", "paling banyak 100 anggota menurut Permensos"}, Rows: []Row{
		row("Sedikit di bawah", "97"), row("Tepat", "100"), row("Sedikit di atas", "101"), row("Jauh di bawah", "12")}}), HalfColumn)
	add("dua_deret", twoSeries(), HalfColumn)
	add("titik_dua", id(Input{Kind: Dots, Title: "Dua wilayah pada skala log", Series: []Series{{"Kota", Before}, {"Kabupaten", After}}, Rows: []Row{
		row("Fakir miskin", "22479", "58033"), row("Eks-narapidana", "700", "299"), row("Lain", "0", "12")}}), HalfColumn)
	wide := ages()
	wide.Corner = ""
	for i := range wide.Rows {
		wide.Rows[i].Cells[0] = Value([]string{"1203344", "980133", "58033", "213", "0", "1", "12", "40000", "7"}[i])
	}
	add("umur_besar_warn", wide, HalfColumn)
	open := ages()
	open.Rows[0].Lower, open.Rows[0].Label = "", "di bawah 25"
	open.Rows[3].Cells[0] = Absent(noData)
	add("umur_terbuka", open, HalfColumn)
	months := id(Input{Kind: Line, Title: "Anggota per bulan", Unit: "orang", From: "100", Rows: []Row{}})
	for i, v := range []string{"112", "114", "113", "120", "131"} {
		months.Rows = append(months.Rows, Row{Label: []string{"Januari 2016", "Februari 2016", "Maret 2016", "April 2016", "Mei 2016"}[i],
			Time: []string{"2016-01", "2016-02", "2016-03", "2016-04", "2016-05"}[i], Cells: []Cell{Value(v)}})
	}
	add("bulanan", months, HalfColumn)
	bands := rubric()
	bands.Strips = bands.Strips[:1]
	bands.Strips[0].Bands = []Band{{"Kurang berkembang sama sekali", 1, 2, Low}, {"Cukup", 3, 9, Mid}, {"Baik", 10, 12, High}}
	bands.Strips[0].Score = &Cell{Value: "2"}
	add("pita_sempit", bands, SideColumn)
	inEnglish := en(poverty())
	inEnglish.Title = "Share of poor people in Indonesia"
	add("poverty_en", inEnglish, HalfColumn)
	none := poverty()
	for i := range none.Rows {
		none.Rows[i].Cells = []Cell{Absent(noData)}
	}
	add("garis_hilang", none, HalfColumn)
	alone := poverty()
	alone.Rows = alone.Rows[2:5]
	add("garis_satu_titik", alone, HalfColumn)
	change := poverty()
	for i, v := range []string{"-1.2", "0.4", "2.5", "", "", "", "-0.3", "-2"} {
		change.Rows[i].Cells = []Cell{Value(v)}
		if v == "" {
			change.Rows[i].Cells = []Cell{Absent("tidak dihitung")}
		}
	}
	add("garis_negatif", change, HalfColumn)
	add("pasangan_label_panjang", longPairs(long), Column)
	add("tumpuk_banyak", manyStacks(), Column)
	return charts
}

func longPairs(long string) Input {
	in := income()
	in.Rows = []Row{row(long, "45", "27"), row("401–500", "8", "12")}
	return in
}

// manyStacks has more rows than a description reads out.
func manyStacks() Input {
	in := performance()
	in.Rows = nil
	for i := range 14 {
		in.Rows = append(in.Rows, row("Wilayah "+strconv.Itoa(i+1), strconv.Itoa(14-i), strconv.Itoa(i+3), strconv.Itoa(i%3)))
	}
	return in
}

// twoSeries are two lines that each lack a year, and one year both lack.
func twoSeries() Input {
	in := id(Input{Kind: Line, Title: "Penduduk miskin", Unit: "juta orang", Series: []Series{{"Perdesaan", Before}, {"Perkotaan", After}}})
	for i, v := range [][2]string{{"20.62", "11.91"}, {"19.93", "11.10"}, {"18.97", ""}, {"", ""}, {"17.92", "10.63"}, {"", "10.36"}, {"10.5", "10.2"}} {
		r := row([]string{"2009", "2010", "2011", "2012", "2013", "2014", "2015"}[i], v[0], v[1])
		r.Time = r.Label
		for j := range r.Cells {
			if r.Cells[j].Value == "" {
				r.Cells[j] = Absent(noData)
			}
		}
		in.Rows = append(in.Rows, r)
	}
	return in
}
