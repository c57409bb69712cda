package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/infer"
)

var addCommand = &command{
	name:  "add",
	usage: "FILE.csv|FILE.xlsx [flags]",
	short: "take a spreadsheet into the portal and describe it",
	long: `Reads a spreadsheet as your office exports it, finds its encoding, delimiter, numbers, dates,
types, keys, categories and units, and writes data/NAME.csv in canonical form and
data/NAME.toml with the gaps to fill marked. It shows what it concluded, from what, and how
sure it is. Titles above the table, column numbers, totals and remarks below it are left out,
each told with its row; the title and the source become the dataset's, and what the total
says becomes a test. A file that is there is never overwritten, and a file with personal data
is refused before anything is copied.

  lumbung add ~/Dokumen/kube.csv
  lumbung add data-2024.xlsx --sheet Kecamatan --name kecamatan`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		a := &adding{}
		fs.StringVar(&a.sheet, "sheet", "", "the workbook's `SHEET`, when it has several")
		fs.StringVar(&a.name, "name", "", "`NAME` of the dataset, by default the file's")
		fs.BoolVar(&a.keepTotals, "keep-totals", false, "keep rows that are totals of others as rows of data")
		fs.StringVar(&a.reason, "allow-personal-data", "", "take columns with personal data as private, never to be published; `REASON` is written beside them")
		return func(env *environment, args []string) int {
			if len(args) != 1 {
				return env.misuse("add", misusef("add needs one file"))
			}
			a.env, a.file = env, args[0]
			return a.run()
		}
	},
}

// adding is one spreadsheet on its way into the portal.
type adding struct {
	env    *environment
	file   string
	sheet  string
	name   string
	reason string

	keepTotals bool
}

func (a *adding) run() int {
	pr, err := openProject(a.env.dir)
	if err != nil {
		return a.env.noProject(err)
	}
	defer pr.close()
	title := strings.TrimSuffix(filepath.Base(a.file), filepath.Ext(a.file))
	if a.sheet != "" {
		title = a.sheet
	}
	if a.name == "" {
		a.name = infer.Name(title)
	}
	if a.name != strings.ReplaceAll(infer.Name(a.name), "_", string(separatorOf(a.name))) || a.name == "" || a.name == "charts" || a.name == "claims" {
		return a.env.misuse("add", misusef("%q cannot be the name of a dataset; give one with --name, in lower-case letters, digits and _", a.name))
	}
	for _, path := range a.paths() {
		if _, err := pr.root.Lstat(path); err == nil {
			return a.env.fail("%s is there already, and nothing is overwritten; choose another --name", path)
		}
	}
	g, code := a.read()
	if g == nil {
		return code
	}
	log := &diag.Log{} // of other datasets; build tells them
	site := pr.settings(log)
	if site == nil {
		a.env.diagnostics(log.Sorted())
		return broken
	}
	t := infer.Infer(g, infer.Options{Name: a.name, Title: strings.ReplaceAll(title, "_", " "), References: references(dataset.Load(pr.fs, log)), KeepTotals: a.keepTotals})
	if len(t.Fields) == 0 || len(t.Rows) == 0 {
		return a.env.fail("%s holds no rows below a heading", a.file)
	}
	if found := t.Personal(g); len(found) > 0 {
		a.warn(found)
		if a.reason == "" {
			return a.env.fail("%s holds personal data, and nothing was copied; take it out, or give --allow-personal-data \"REASON\" to keep its columns unpublished", a.file)
		}
		t.Hide(found)
	}
	if err := a.write(pr, site, t); err != nil {
		return a.env.failed(err)
	}
	a.show(t)
	return a.env.result(map[string]any{"dataset": t.Name, "files": a.paths(), "rows": len(t.Rows), "columns": len(t.Fields), "leftOut": a.leftOut(t)},
		"%s and %s: %d {row|rows}, %d {column|columns}; fill in the marked lines of %[2]s, and look: lumbung serve --open", a.paths()[0], a.paths()[1], len(t.Rows), len(t.Fields))
}

// leftOut lists for programs what the CSV does not hold.
func (a *adding) leftOut(t *infer.Table) []map[string]any {
	rows := []map[string]any{}
	for _, l := range t.LeftOut {
		rows = append(rows, map[string]any{"row": l.Line, "is": l.Is.String(), "text": l.Text})
	}
	return rows
}

// separatorOf lets a name be written with hyphens throughout.
func separatorOf(name string) rune {
	if strings.Contains(name, "-") {
		return '-'
	}
	return '_'
}

func (a *adding) paths() []string {
	return []string{dataset.Dir + "/" + a.name + ".csv", dataset.Dir + "/" + a.name + ".toml"}
}

// read gives the file's cells; nil and an exit code when it cannot.
func (a *adding) read() (*infer.Grid, int) {
	info, err := os.Stat(a.file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, a.env.fail("there is no file %s", a.file)
	case err != nil:
		return nil, a.env.failed(err)
	case info.IsDir():
		return nil, a.env.fail("%s is a folder", a.file)
	case info.Size() > infer.DefaultLimits.Bytes:
		return nil, a.env.fail("%s is larger than %d MB", a.file, infer.DefaultLimits.Bytes>>20)
	}
	data, err := os.ReadFile(a.file)
	if err != nil {
		return nil, a.env.failed(err)
	}
	var g *infer.Grid
	switch ext := strings.ToLower(filepath.Ext(a.file)); ext {
	case ".xlsx", ".xlsm":
		g, err = infer.ReadWorkbook(bytes.NewReader(data), a.sheet, infer.DefaultLimits)
	case ".xls", ".ods":
		return nil, a.env.fail("%s is not in a format that can be read; save it as .xlsx or .csv", a.file)
	default:
		if a.sheet != "" {
			return nil, a.env.misuse("add", misusef("--sheet belongs to a workbook, and %s is none", a.file))
		}
		g, err = infer.ReadCSV(data, infer.DefaultLimits)
	}
	if err != nil {
		return nil, a.unread(err)
	}
	return g, done
}

func (a *adding) unread(err error) int {
	var sheet *infer.SheetError
	switch {
	case errors.As(err, &sheet) && sheet.Name == "":
		return a.env.misuse("add", misusef("%s has several sheets; choose one with --sheet: %s", a.file, strings.Join(sheet.Sheets, ", ")))
	case errors.As(err, &sheet):
		m := misusef("%s has no sheet %q, but: %s", a.file, sheet.Name, strings.Join(sheet.Sheets, ", "))
		if near := diag.Closest(sheet.Name, sheet.Sheets); near != "" {
			m.hint = diag.Msg("did you mean %q?", near)
		}
		return a.env.misuse("add", m)
	case errors.Is(err, infer.ErrEmpty):
		return a.env.fail("%s holds no rows below a heading", a.file)
	case errors.Is(err, infer.ErrBinary):
		return a.env.fail("%s is no text file; save it as .csv or .xlsx", a.file)
	}
	return a.env.failed(diag.Err("%s: %s", a.file, diag.Reason(err)))
}

// references are the datasets' keys that a column may refer to.
func references(pkg *dataset.Package) []infer.Reference {
	var all []infer.Reference
	for _, r := range pkg.Resources {
		if r.Table == nil || r.Private || len(r.Schema.PrimaryKey) != 1 {
			continue
		}
		col := r.Schema.Index(r.Schema.PrimaryKey[0])
		if col < 0 || r.Schema.Fields[col].Private {
			continue
		}
		values := map[string]bool{}
		for row := range r.Table.Len() {
			values[r.Table.Text(row, col)] = true
		}
		delete(values, "")
		all = append(all, infer.Reference{Dataset: r.Name, Field: r.Schema.PrimaryKey[0], Type: r.Schema.Fields[col].Type, Has: func(v string) bool { return values[v] }})
	}
	return all
}

// warn tells where personal data is, never what it is.
func (a *adding) warn(found []infer.Personal) {
	for _, p := range found {
		kind := p.Kind.Message()
		if a.env.json {
			a.env.object(map[string]any{"file": a.file, "line": p.Line, "column": p.Col, "field": p.Field, "severity": diag.Warning.String(),
				"rule": "personal-data", "message": kind.String(), "count": p.Count})
			continue
		}
		fmt.Fprintf(a.env.stderr, "%s: %s\n", a.file, a.env.text("row %d, column %d (%q): %s; %d {cell|cells}", p.Line, p.Col, p.Field, a.env.text(kind.Format), p.Count))
	}
}

// write puts both files in place, the CSV first: a CSV without a descriptor is nothing to
// a build. What is under way has a hidden name, and goes when anything fails.
func (a *adding) write(pr *project, site *config.Site, t *infer.Table) error {
	if err := pr.root.Mkdir(dataset.Dir, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	descriptor := t.TOML(site.Languages, filepath.Base(a.file), a.reason, a.env.say)
	var placed []string
	for i, data := range [][]byte{t.CSV(), descriptor} {
		path := a.paths()[i]
		temporary := dataset.Dir + "/." + filepath.Base(path) + ".new"
		err := writeSynced(pr.root, temporary, data)
		if err == nil {
			err = pr.root.Rename(temporary, path)
		}
		if err != nil {
			pr.root.Remove(temporary)
			for _, p := range placed {
				pr.root.Remove(p)
			}
			return fmt.Errorf("write %s: %w", path, err)
		}
		placed = append(placed, path)
	}
	return nil
}

func writeSynced(root *os.Root, path string, data []byte) error {
	f, err := root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// show lists what was concluded, and from what.
func (a *adding) show(t *infer.Table) {
	if a.env.json {
		for _, f := range t.Facts {
			a.env.object(map[string]any{"field": f.Subject, "found": f.Is.String(), "evidence": f.Evidence.String(), "sure": f.Sure.String()})
		}
		return
	}
	w := tabwriter.NewWriter(a.env.stdout, 0, 0, 2, ' ', 0)
	for _, f := range t.Facts {
		subject := f.Subject
		if subject == "" {
			subject = a.env.text("(file)")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", subject, a.env.text(f.Is.Format, f.Is.Args...), a.env.text(f.Sure.String()), a.env.text(f.Evidence.Format, f.Evidence.Args...))
	}
	w.Flush()
}
