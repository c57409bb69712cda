package render

import (
	"bytes"
	"html/template"
	"net/url"
	"path"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/site"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Download is a file that readers may take.
type Download struct {
	Name   string // stable: "csv"
	Label  string // "CSV"
	Path   string
	Size   string // "2 KB"
	Bytes  int64
	SHA256 string
	Main   bool
}

func (f *funcs) downloads(name string) []Download {
	d := f.portal.Dataset(name)
	if d == nil {
		return nil
	}
	return f.list(d.Files)
}

func (f *funcs) portalDownloads() []Download { return f.list(f.portal.Files) }

// Downloads are the files that a template with these names can list.
func (r *Renderer) Downloads(lang locale.Lang, uses site.Uses) (all []Download) {
	f := r.langs[lang].funcs
	if uses["downloads"] {
		for _, d := range f.portal.Datasets {
			all = append(all, f.list(d.Files)...)
		}
	}
	if uses["portalDownloads"] {
		all = append(all, f.portalDownloads()...)
	}
	return all
}

func (f *funcs) list(files []catalog.File) []Download {
	all := make([]Download, 0, len(files))
	for _, file := range files {
		all = append(all, Download{Name: file.Format, Label: f.formatLabel(file.Format), Path: file.Path, Size: f.size(file.Bytes),
			Bytes: file.Bytes, SHA256: file.SHA256, Main: file.Format == export.CSV.Name})
	}
	return all
}

func (f *funcs) formatLabel(name string) string {
	switch name {
	case export.ExcelCSV.Name:
		return "CSV (Excel)"
	case export.JSONColumns.Name:
		if f.phrases.Lang() == "id" {
			return "JSON (kolom)"
		}
		return "JSON (columns)"
	case export.SQLite.Name:
		return "SQLite"
	case export.Parquet.Name:
		return "Parquet"
	}
	return strings.ToUpper(name)
}

// size is a file's size in words, in units of a thousand as file managers count.
func (f *funcs) size(n int64) string {
	switch {
	case n < 1000:
		return f.phrases.Get("download.bytes", "n", n)
	case n < 1_000_000:
		return f.phrases.Get("download.kilobytes", "n", (n+500)/1000)
	}
	tenths := (n + 50_000) / 100_000
	text := strconv.FormatInt(tenths/10, 10)
	if tenths < 1000 && tenths%10 > 0 {
		text += "." + strconv.FormatInt(tenths%10, 10)
	}
	return f.phrases.Get("download.megabytes", "n", text)
}

// Citation is how a page is cited.
type Citation struct {
	Dir     string // folder of the page
	Text    string
	Note    string // about the day of access
	Formats []CitationFormat
	Sources []string // the publications that the figures come from
}

// CitationFormat is a citation in the form of a program that keeps bibliographies.
type CitationFormat struct {
	Name  string // stable, and an id in a page: "bibtex"
	Label string // "BibTeX"
	Text  string
	File  string // name of a file that holds it
	Path  string // of that file; "" where the page alone has it
}

// citation cites what a page is about: its dataset, its row, its chart, its story, its claim,
// or the portal.
func (f *funcs) citation(v site.View) *Citation {
	if row, ok := v.(*site.ProfilePage); ok && f.rows[row.Set.Name] != nil {
		return f.rowCitation(row, f.rows[row.Set.Name]())
	}
	page := v.Base()
	c := f.cited(v)
	out := &Citation{Dir: page.Dir, Text: c.Text(), Note: c.AccessNote(), Sources: c.Sources}
	for _, format := range c.Formats() {
		one := f.citationFormat(&format)
		one.Text = string(format.Content)
		if c.Stem != "" {
			one.Path = c.Stem + format.Extension
			one.File = path.Base(one.Path)
		} else {
			one.File = fileStem(page) + format.Extension
		}
		out.Formats = append(out.Formats, one)
	}
	return out
}

// lastCitation is that of a worker's last page, whose memory the next uses.
type lastCitation struct {
	of       *funcs // of a language
	citation Citation
}

// rowCitation cites a row. Its texts stand as long as its page is shown.
func (f *funcs) rowCitation(page *site.ProfilePage, rows *catalog.RowCiter) *Citation {
	address := site.Written(page, func(b []byte) []byte { return rows.AppendAddress(b, page.Path) })
	key := site.Written(page, func(b []byte) []byte { return rows.AppendKey(b, page.Path) })
	c := rows.Cite(page.Title, address, key)
	last, again := (*site.Spare(page)).(*lastCitation)
	if !again || last.of != f {
		last = &lastCitation{of: f, citation: Citation{Formats: make([]CitationFormat, len(f.forms))}}
		for i := range f.forms {
			last.citation.Formats[i] = f.citationFormat(&f.forms[i])
		}
		*site.Spare(page) = last
	}
	out := &last.citation
	out.Dir, out.Note, out.Sources = page.Dir, rows.Note(), rows.Sources()
	out.Text = site.Written(page, func(b []byte) []byte { return c.AppendText(b) })
	for i := range out.Formats {
		one := &out.Formats[i]
		one.Text = site.Written(page, func(b []byte) []byte { return c.AppendForm(b, i) })
		one.File = site.Written(page, func(b []byte) []byte { return append(append(b, fileStem(&page.Page)...), f.forms[i].Extension...) })
	}
	return out
}

func (f *funcs) citationFormat(format *catalog.CitationFormat) CitationFormat {
	return CitationFormat{Name: format.Name, Label: f.phrases.Get("cite." + format.Name)}
}

// fileStem names the files that a reader may save of a page.
func fileStem(page *site.Page) string { return strings.TrimSuffix(path.Base(page.Path), ".html") }

func (f *funcs) cited(v site.View) catalog.Cited {
	lang := f.phrases.Lang()
	switch v := v.(type) {
	case *site.DatasetPage:
		if d := f.portal.Dataset(v.Name); d != nil {
			return f.portal.CiteDataset(d, lang)
		}
	case *site.ChartPage, *site.StoryPage, *site.ClaimPage:
		if x := f.portal.Piece(v.Base().Path); x != nil {
			return f.portal.CitePiece(x)
		}
	}
	return f.portal.CitePortal(lang)
}

// Sheet is a sheet of Satu Data Indonesia.
type Sheet struct {
	Title string
	Lines []Line
}

// Line is a line of a sheet.
type Line struct{ Label, Value string }

func (f *funcs) satuData(name string) []Sheet {
	d := f.portal.Dataset(name)
	if d == nil {
		return nil
	}
	data := f.portal.SatuData(d, f.phrases.Lang())
	var all []Sheet
	for _, sheets := range [][]catalog.Sheet{data.Indicators, data.Variables} {
		for _, s := range sheets {
			out := Sheet{Title: s.Title}
			for _, l := range s.Lines {
				out.Lines = append(out.Lines, Line{l.Label, l.Value})
			}
			all = append(all, out)
		}
	}
	return all
}

// jsonLD is what search engines read in a page: the dataset or the catalogue, and the way
// to the page. It is empty while the portal has no address.
func (f *funcs) jsonLD(v site.View) template.JS {
	page, lang := v.Base(), f.phrases.Lang()
	if f.portal.Site.BaseURL == "" {
		return ""
	}
	var room [2]string
	parts := room[:0]
	switch v := v.(type) {
	case *site.DatasetPage:
		if d := f.portal.Dataset(v.Name); d != nil {
			parts = append(parts, oneValue(f.portal.SchemaDataset(d, lang)))
		}
	case *site.HomePage:
		parts = append(parts, oneValue(f.portal.SchemaCatalog(lang)))
	}
	if len(page.Crumbs) > 0 {
		var room [8]catalog.Crumb // most pages are not as deep
		crumbs := append(room[:0], catalog.Crumb{Title: f.phrases.Get("page.home"), Path: page.Shell.Home})
		for _, c := range page.Crumbs {
			crumbs = append(crumbs, catalog.Crumb{Title: c.Title, Path: c.Path})
		}
		crumbs = append(crumbs, catalog.Crumb{Title: page.Title, Path: page.Path})
		parts = append(parts, site.Written(v, func(b []byte) []byte { return f.portal.AppendBreadcrumbs(b, crumbs) }))
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return template.JS(parts[0])
	}
	return template.JS("[" + parts[0] + "," + parts[1] + "]")
}

// oneValue is a document as it stands among others.
func oneValue(document []byte) string { return string(bytes.TrimSpace(document)) }

// escaped writes a text into the query of an address. Spaces are %20: mail programs show a
// plus as a plus, and the script that adds a row's place to it takes it for one too.
func escaped(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// report is where a reader reports an error of a page: a mail, or a form, filled in with
// the page and the version; "" when the portal names neither.
func (f *funcs) report(v site.View) string {
	page := v.Base()
	r := page.Shell.Report
	if r.Email == "" && r.Issues == "" {
		return ""
	}
	address := page.Canonical()
	if address == "" {
		address = page.Path
	}
	title := f.phrases.Get("report.subject", "title", page.Title)
	body := f.phrases.Get("report.body", "address", address, "version", page.Shell.Version)
	if r.Issues != "" {
		join := "?"
		if strings.Contains(r.Issues, "?") {
			join = "&"
		}
		return r.Issues + join + "title=" + escaped(title) + "&body=" + escaped(body)
	}
	return "mailto:" + r.Email + "?subject=" + escaped(title) + "&body=" + escaped(body)
}
