package catalog

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/locale"
)

func TestCitationAsText(t *testing.T) {
	p := testPortal()
	kube := &p.Datasets[0]
	publication, _ := p.PublicationWork("bps", "id")
	undated := Work{Lang: "en", Title: "Untitled?", Kind: "dataset"}
	for _, c := range []struct {
		name string
		work Work
		want string
	}{
		{"dataset in Indonesian", p.DatasetWork(kube, "id"), "Dinas Sosial. (2026). Sepuluh Kube (Versi 1.1.0) [Kumpulan data]. Kube Kupang. https://data.example.org/kube/data/kube.html"},
		{"dataset in English", p.DatasetWork(kube, "en"), "Social Affairs Office. (2026). Ten Kube (Version 1.1.0) [Data set]. The Kube of Kupang. https://data.example.org/kube/en/data/kube.html"},
		{"dataset of its own version", p.DatasetWork(&p.Datasets[1], "en"), "Social Affairs Office. (2026). Regions (Version 1.0.0) [Data set]. The Kube of Kupang. https://data.example.org/kube/en/data/regions.html"},
		{"portal", p.PortalWork("id"), "Dinas Sosial. (2026). Kube Kupang (Versi 1.1.0) [Kumpulan data]. https://data.example.org/kube/"},
		{"row", rowWork(p, "Kube Tunas Baru", "kube/tunas-baru.html"), "Dinas Sosial. (2026). Kube Tunas Baru. Dalam Sepuluh Kube (Versi 1.1.0) [Kumpulan data]. Kube Kupang. https://data.example.org/kube/kube/tunas-baru.html"},
		{"chart of one dataset", p.PieceWork(&Piece{Kind: KindFigure, Lang: "en", Title: "Pigs lead", Path: "en/charts/trades.html", Datasets: []string{"kube"}}), "Social Affairs Office. (2026). Pigs lead. In Ten Kube (Version 1.1.0) [Chart]. The Kube of Kupang. https://data.example.org/kube/en/charts/trades.html"},
		{"chart of two datasets", p.PieceWork(&Piece{Kind: KindFigure, Lang: "id", Title: "Babi terbanyak", Path: "grafik/usaha.html", Datasets: []string{"kube", "regions"}}), "Dinas Sosial. (2026). Babi terbanyak (Versi 1.1.0) [Grafik]. Kube Kupang. https://data.example.org/kube/grafik/usaha.html"},
		{"chart of a dataset of its own version", p.PieceWork(&Piece{Kind: KindFigure, Lang: "en", Title: "Two regions?", Path: "en/charts/r.html", Datasets: []string{"regions"}}), "Social Affairs Office. (2026). Two regions? In Regions (Version 1.0.0) [Chart]. The Kube of Kupang. https://data.example.org/kube/en/charts/r.html"},
		{"story", p.PieceWork(&Piece{Kind: KindStory, Lang: "id", Title: "Sepuluh Kube", Path: "cerita/kube.html", Datasets: []string{"kube"}, Modified: "2025-01-31"}), "Dinas Sosial. (2025). Sepuluh Kube (Versi 1.1.0) [Cerita data]. Kube Kupang. https://data.example.org/kube/cerita/kube.html"},
		{"publication without author or year", publication, "Statistik. (t.t.). BPS. https://doi.org/10.1234/abc_(d)"},
		{"nothing known", undated, "Untitled? [Data set]. (n.d.)."},
	} {
		if got := c.work.Text(); got != c.want {
			t.Errorf("%s:\n%s, not\n%s", c.name, got, c.want)
		}
	}
}

func TestAuthorsAreListedAsAPAHasThem(t *testing.T) {
	for want, authors := range map[string][]config.Author{
		"":                                 nil,
		"Iryani, S. W.":                    {{Family: "Iryani", Given: "Soetji Wahyu"}},
		"Iryani, & Dinas Sosial":           {{Family: "Iryani"}, {Name: "Dinas Sosial"}},
		"Iryani, É., Sukarno, & Badan Pus": {{Family: "Iryani", Given: "Étienne"}, {Given: "Sukarno"}, {Name: "Badan Pus"}},
	} {
		if got := authorText(authors); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestSourceIsCitedOnceWithAllItsTables(t *testing.T) {
	p := testPortal()
	got := p.SourceTexts(&p.Datasets[0], "id")
	if len(got) != 3 || !strings.HasSuffix(got[0], "Sosio Konsepsia. Tabel 8; Bagian C.") || got[2] != "Catatan lapangan." {
		t.Errorf("%q", got)
	}
	if all := p.AllSourceTexts("en"); len(all) != 3 || strings.Contains(all[0], "Table 8") {
		t.Errorf("%q", all)
	}
	// Two datasets of a story may come from the same section.
	twice := append(slices.Clone(p.Datasets[0].Sources), p.Datasets[0].Sources...)
	if both := p.cite(p.PortalWork("id"), twice).Sources; !slices.Equal(both, got) {
		t.Errorf("%q, not %q", both, got)
	}
	p.Datasets[0].Sources[0].Publication = "tidak-ada"
	p.Datasets[0].Sources[0].Title = locale.Plain("")
	if got := p.SourceTexts(&p.Datasets[0], "id"); len(got) != 3 {
		t.Errorf("an unknown publication is cited: %q", got)
	}
}

func TestAPieceHasFilesOfItsOwnBesideItsPageAndCitesItsSourcesApart(t *testing.T) {
	p := testPortal()
	p.Pieces = []Piece{
		{Kind: KindFigure, Lang: "id", Title: "Babi terbanyak", Path: "grafik/usaha.html", Datasets: []string{"kube", "regions", "tidak-ada"}},
		{Kind: KindStory, Lang: "en", Title: "Ten Kube", Path: "en/stories/kube.html", Datasets: []string{"kube"}},
		{Kind: KindClaim, Lang: "en", Title: "“Ten Kube were chosen”", Path: "en/claims/ten.html", Datasets: []string{"kube"}},
	}
	files := map[string]string{}
	for _, o := range p.Outputs() {
		files[o.Path] = string(o.Content)
	}
	for path, parts := range map[string][]string{
		"grafik/usaha.bib":             {"@misc{kube-kupang-grafik-usaha,", "title = {{Babi terbanyak}}", "url = {https://data.example.org/kube/grafik/usaha.html}", "@article{iryani2016,", "@techreport{bps,"},
		"grafik/usaha.ris":             {"TY  - FIGURE\r\n", "T2  - Kube Kupang\r\n", "TY  - JOUR\r\nID  - iryani2016\r\n"},
		"grafik/usaha.csl.json":        {`"type":"figure"`, `"id":"iryani2016"`},
		"en/stories/kube.bib":          {"@misc{kube-kupang-en-stories-kube,", "series = {{The Kube of Kupang}}"},
		"en/stories/kube.ris":          {"TY  - ELEC\r\n"},
		"en/stories/kube.csl.json":     {`"type":"webpage"`, `"version":"1.1.0"`},
		"data/kube/kube.bib":           {"@dataset{kube-kupang-kube,"},
		"portal.bib":                   {"@dataset{kube-kupang,"},
		"data/regions/regions.en.ris":  {"TY  - DATA\r\n"},
		"portal.en.csl.json":           {`"title":"The Kube of Kupang"`},
		"data/kube/kube.datacite.json": {"schemaVersion"},
	} {
		for _, part := range parts {
			if !strings.Contains(files[path], part) {
				t.Errorf("%s lacks %q:\n%s", path, part, files[path])
			}
		}
	}
	c := p.CitePiece(p.Piece("grafik/usaha.html"))
	if len(c.Sources) == 0 || c.Stem != "grafik/usaha" || strings.Contains(c.Text(), "Iryani") {
		t.Errorf("%+v", c)
	}
	claim := p.CitePiece(p.Piece("en/claims/ten.html"))
	if text := claim.Text(); claim.Stem != "" || len(claim.Sources) == 0 || !strings.Contains(text, "“Ten Kube were chosen” (Version 1.1.0) [Claim check]") || !strings.HasSuffix(text, "/kube/en/claims/ten.html") {
		t.Errorf("%q, %+v", text, claim)
	}
	for path := range files {
		if strings.Contains(path, "claims") || strings.HasPrefix(path, ".") {
			t.Errorf("a claim has the file %q", path)
		}
	}
	if p.Piece("grafik/lain.html") != nil {
		t.Error("a piece that does not exist")
	}
	off := false
	p.Site.Outputs.Metadata = &off
	if c := p.CitePiece(&p.Pieces[0]); c.Stem != "" {
		t.Errorf("a portal without metadata has files %q", c.Stem)
	}
}

func citeRow(rows *RowCiter, title, path string) CitedRow {
	return rows.Cite(title, string(rows.AppendAddress(nil, path)), string(rows.AppendKey(nil, path)))
}

func TestRowsAreCitedAsPartsOfTheirDatasetEach(t *testing.T) {
	p := testPortal()
	d := &p.Datasets[0]
	rows := p.RowCiter(d, "id")
	for _, name := range rowTitles {
		path := "kube/" + locale.Slug(name) + "-7.html"
		got, want := citeRow(rows, name, path), p.DatasetWork(d, "id")
		want.In, want.Title, want.URL, want.ID = want.Title, name, p.absolute(path), p.name()+"-"+locale.Slug("kube/"+locale.Slug(name)+"-7")
		want.Note, want.Abstract, want.Keywords = "", "", nil
		publications := p.PublicationWorks(d, "id")
		all := append([]Work{want}, publications...)
		if strings.Contains(rows.Note(), "SHA-256") {
			t.Errorf("a checksum is promised that is not there: %s", rows.Note())
		}
		if text := string(got.AppendText(nil)); text != want.Text() || len(rows.Sources()) != 3 {
			t.Errorf("%q, sources %q", text, rows.Sources())
		}
		forms := map[string]string{}
		for i, f := range RowForms() {
			forms[f.Name] = string(got.AppendForm(nil, i))
		}
		if forms["bibtex"] != string(BibTeX(all...)) || forms["ris"] != string(RIS(all...)) || forms["csl"] != string(CSLJSON(all...)) || !json.Valid([]byte(forms["csl"])) {
			t.Errorf("forms %q", forms)
		}
	}
}

func TestBibTeXEscapesWhatTeXReads(t *testing.T) {
	for s, want := range map[string]string{
		`a & b % c _ d # e $ f`: `a \& b \% c \_ d \# e \$ f`, `~ ^ \ { }`: `\textasciitilde{} \textasciicircum{} \textbackslash{} \textbraceleft{} \textbraceright{}`, "a\n b": "a b",
	} {
		if got := texEscape(s); got != want {
			t.Errorf("%q is written %q, not %q", s, got, want)
		}
	}
}

func TestLinesAreJoined(t *testing.T) {
	for s, want := range map[string]string{"": "", "a": "a", " a": "a", "a ": "a", "a  b": "a b", "a\r\n\tb": "a b", "é\u2028ü": "é ü", " ": "", "a b": "a b"} {
		if got := oneLine(s); got != want {
			t.Errorf("%q becomes %q, not %q", s, got, want)
		}
	}
}

// rowWork is a row of the first dataset as a work.
func rowWork(p *Portal, title, path string) Work {
	c := citeRow(p.RowCiter(&p.Datasets[0], "id"), title, path)
	return c.Work()
}

func TestBibTeX(t *testing.T) {
	p := testPortal()
	paper, _ := p.PublicationWork("iryani2016", "id")
	paper.Title = "Eksistensi & Kube"
	report, _ := p.PublicationWork("bps", "id")
	row := rowWork(p, "Kube Jati_Diri", "kube/jati.html")
	row.Note = "50%"
	want := `@dataset{kube-kupang-kube-jati,
  author = {{Dinas Sosial}},
  title = {{Kube Jati\_Diri}},
  booktitle = {{Sepuluh Kube}},
  series = {{Kube Kupang}},
  year = {2026},
  month = {11},
  version = {1.1.0},
  publisher = {{Dinas Sosial}},
  url = {https://data.example.org/kube/kube/jati.html},
  note = {50\%}
}

@article{iryani2016,
  author = {Iryani, Soetji Wahyu and {Pusat Penelitian}},
  title = {{Eksistensi \& Kube}},
  journal = {Sosio Konsepsia},
  year = {2016}
}

@techreport{bps,
  title = {{Statistik}},
  institution = {BPS},
  doi = {10.1234/abc_(d)}
}
`
	if got := string(BibTeX(row, paper, report)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBibTeXIsBalanced(t *testing.T) {
	p := testPortal()
	w := p.DatasetWork(&p.Datasets[0], "id")
	w.ID, w.Title, w.Version, w.Note, w.URL, w.DOI = "a {b},c\\", nasty, "{", "}{{", "https://x.example/{}\\ ", "}"
	w.Authors = []config.Author{{Family: "O}", Given: "{"}}
	depth := 0
	for _, r := range string(BibTeX(w)) {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 {
			t.Fatal("a brace too many is closed")
		}
	}
	if depth != 0 {
		t.Errorf("%d braces are left open", depth)
	}
	if got := string(BibTeX(w)); !strings.HasPrefix(got, "@dataset{a--b--c-,\n") {
		t.Errorf("key in %s", got)
	}
}

func TestRISIsLinesOfTags(t *testing.T) {
	p := testPortal()
	w := rowWork(p, "a\r\nER  - b", "kube/a.html")
	lines := strings.Split(strings.TrimSuffix(string(RIS(w)), "\r\n"), "\r\n")
	want := []string{"TY  - DATA", "ID  - kube-kupang-kube-a", "AU  - Dinas Sosial", "TI  - a ER - b", "T2  - Sepuluh Kube", "T3  - Kube Kupang", "PY  - 2026", "DA  - 2026/11/24", "ET  - 1.1.0",
		"PB  - Dinas Sosial", "LA  - id", "UR  - https://data.example.org/kube/kube/a.html", "ER  - "}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if got := string(RIS(p.DatasetWork(&p.Datasets[0], "id"))); !strings.Contains(got, "KW  - kube\r\nKW  - usaha\r\n") || !strings.Contains(got, "AB  - Kube yang diteliti.") || !strings.Contains(got, "N1  - SHA-256 data/kube/kube.csv: "+strings.Repeat("0a", 32)) {
		t.Errorf("got\n%s", got)
	}
}

func TestCSLJSON(t *testing.T) {
	p := testPortal()
	paper, _ := p.PublicationWork("iryani2016", "id")
	var list []map[string]any
	if err := json.Unmarshal(CSLJSON(p.DatasetWork(&p.Datasets[0], "en"), paper), &list); err != nil {
		t.Fatal(err)
	}
	if list[0]["type"] != "dataset" || list[0]["version"] != "1.1.0" || list[0]["container-title"] != "The Kube of Kupang" || at(t, list[0]["author"], 0, "literal") != "Social Affairs Office" {
		t.Errorf("%v", list[0])
	}
	if got, _ := json.Marshal(list[0]["issued"]); string(got) != `{"date-parts":[[2026,11,24]]}` {
		t.Errorf("issued is %s", got)
	}
	if list[1]["type"] != "article-journal" || at(t, list[1]["author"], 0, "family") != "Iryani" || list[1]["title"] != "Eksistensi Kube: "+nasty {
		t.Errorf("%v", list[1])
	}
	if cslDate("tidak diketahui") != nil || cslDate("") != nil {
		t.Error("a date of words")
	}
}

func TestCitationFile(t *testing.T) {
	p := testPortal()
	w := p.DatasetWork(&p.Datasets[0], "id")
	w.Title, w.Abstract = `Kube: "sepuluh" # \`, ""
	report, _ := p.PublicationWork("bps", "id")
	anonymous := Work{Title: "Surat", Kind: "surat"}
	paper, _ := p.PublicationWork("iryani2016", "id")
	paper.Title = "Eksistensi"
	want := `cff-version: "1.2.0"
message: "Jika memakai data ini, kutiplah portal ini dan sumber aslinya."
type: "dataset"
title: "Kube: \"sepuluh\" # \\"
authors:
  - name: "Dinas Sosial"
version: "1.1.0"
url: "https://data.example.org/kube/data/kube.html"
date-released: "2026-11-24"
keywords:
  - "kube"
  - "usaha"
license: "CC-BY-4.0"
repository-code: "https://code.example.org/kube"
references:
  - type: "article"
    title: "Eksistensi"
    authors:
      - family-names: "Iryani"
        given-names: "Soetji Wahyu"
        orcid: "https://orcid.org/0000-0002-1825-0097"
      - name: "Pusat Penelitian"
    year: 2016
    journal: "Sosio Konsepsia"
  - type: "report"
    title: "Statistik"
    authors:
      - name: "BPS"
    doi: "10.1234/abc_(d)"
  - type: "generic"
    title: "Surat"
    authors:
      - name: "anonymous"
`
	if got := string(p.CFF(w, []Work{paper, report, anonymous})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	w.License.Name = "Lisensi Sendiri"
	w.Issued = "2026"
	if got := string(p.CFF(w, nil)); !strings.Contains(got, "license-url: \"https://creativecommons.org/licenses/by/4.0/\"\n") || strings.Contains(got, "date-released") {
		t.Errorf("got\n%s", got)
	}
}

func TestYAMLQuotesWhatItCannotPrint(t *testing.T) {
	for s, want := range map[string]string{"a\nb": `"a\nb"`, "\x00\x7f\u0085\u2028\ufeff": `"\u0000\u007F\u0085\u2028\uFEFF"`, "yes": `"yes"`, "é🐖": `"é🐖"`} {
		if got := yamlQuote(s); got != want {
			t.Errorf("%q is written %s, not %s", s, got, want)
		}
	}
}

func TestDataCiteIsReadyToSubmit(t *testing.T) {
	p := testPortal()
	kube := &p.Datasets[0]
	a := at(t, decode(t, p.DataCite(p.DatasetWork(kube, "id"), kube)), "data", "attributes").(map[string]any)
	for _, name := range []string{"creators", "titles", "publisher", "publicationYear", "types", "subjects", "dates", "language", "version", "formats", "sizes", "rightsList", "descriptions", "geoLocations", "url", "schemaVersion"} {
		if a[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	if a["doi"] != nil {
		t.Errorf("a DOI is invented: %v", a["doi"])
	}
	if a["publicationYear"] != 2026.0 || at(t, a, "titles", 1, "titleType") != "TranslatedTitle" || at(t, a, "rightsList", 0, "rightsIdentifier") != "CC-BY-4.0" {
		t.Errorf("%v", a)
	}
	if got := at(t, a, "relatedIdentifiers", 1).(map[string]any); got["relatedIdentifier"] != "10.1234/abc_(d)" || got["relationType"] != "IsDerivedFrom" {
		t.Errorf("%v", got)
	}
	if got := at(t, a, "relatedItems", 0); at(t, got, "relatedItemType") != "JournalArticle" || at(t, got, "creators", 0, "nameType") != "Personal" {
		t.Errorf("%v", got)
	}
	kube.DOI = "10.1234/kube"
	a = at(t, decode(t, p.DataCite(p.DatasetWork(kube, "id"), kube)), "data", "attributes").(map[string]any)
	if a["doi"] != "10.1234/kube" {
		t.Errorf("doi is %v", a["doi"])
	}
	portal := at(t, decode(t, p.DataCite(p.PortalWork("id"), nil)), "data", "attributes").(map[string]any)
	if len(portal["relatedItems"].([]any)) != 2 || at(t, portal, "titles", 0, "title") != "Kube Kupang" || at(t, portal, "descriptions", 1, "lang") != "en" {
		t.Errorf("%v", portal)
	}
}

func TestPublicationsAreWorksOfTheirOwn(t *testing.T) {
	p := testPortal()
	works := p.PublicationWorks(&p.Datasets[0], "id")
	if len(works) != 2 || works[0].ID != "iryani2016" || works[0].Version != "" || works[0].Container == "Kube Kupang" {
		t.Errorf("%+v", works)
	}
	if _, ok := p.PublicationWork("tidak-ada", "id"); ok {
		t.Error("a publication that does not exist")
	}
	if note := p.PortalWork("en").AccessNote(); !strings.Contains(note, "date of access") {
		t.Error(note)
	}
}

// rowTitles are titles that forms of citation write in ways of their own, and that look like
// what stands in their place while a form is made.
var rowTitles = []string{"Kube Tunas Baru", "Kube Jati_Diri", "Siapa?", "Sinar Jaya.", "Maju!", "a\r\nER  - b", "  dua  spasi ", "\"</script>&\\", "{50 %} #1 ~^$",
	"Kafe Ibu Élise – “Mawar” ✓", "\xff\u2028", "RowTitle", "RowSlug RowAddress.", "", " "}

func TestRowsOfAPortalWithoutAnAddressAreCited(t *testing.T) {
	p := testPortal()
	p.Site.BaseURL = ""
	d := &p.Datasets[0]
	d.Title = locale.Plain("RowTitle RowSlugx")
	rows := p.RowCiter(d, "id")
	for _, name := range rowTitles {
		got := citeRow(rows, name, "kube/a.html")
		want := got.Work()
		if text := string(got.AppendText(nil)); text != want.Text() {
			t.Errorf("got %q, want %q", text, want.Text())
		}
		for i, f := range RowForms() {
			if got, want := string(got.AppendForm(nil, i)), string(forms[i].with(&want, rows.after[i])); got != want {
				t.Errorf("%s: got\n%s\nwant\n%s", f.Name, got, want)
			}
		}
	}
}

func TestRowsOfOneTitleHaveKeysOfTheirOwn(t *testing.T) {
	p := testPortal()
	rows := p.RowCiter(&p.Datasets[0], "id")
	keys := map[string]bool{}
	for _, path := range []string{"kube/harapan-1.html", "kube/harapan-2.html", "en/kube/harapan-1.html"} {
		c := citeRow(rows, "Harapan", path)
		w := c.Work()
		keys[w.ID] = true
		for i, f := range RowForms() {
			if !strings.Contains(string(c.AppendForm(nil, i)), w.ID) {
				t.Errorf("%s of %s has not the key %q", f.Name, path, w.ID)
			}
		}
	}
	if len(keys) != 3 {
		t.Errorf("keys %v", keys)
	}
}
