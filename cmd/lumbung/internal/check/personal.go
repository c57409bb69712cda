package check

import (
	"io/fs"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Personal looks through everything that could be published for what identifies people:
// every cell but those of private fields, every text of the TOML and Markdown files, and
// the rows of published that a query made: one can join the parts of a number. Each find
// is an error that shows where, and never what. contact is the portal's own address for
// readers, which may stand in site.toml; waivers are those of texts. A waiver that is not
// needed is told too.
func Personal(project fs.FS, raw, published *dataset.Package, contact string, waivers []*TextWaiver, log *diag.Log) {
	for _, r := range raw.Resources {
		if r.Table != nil {
			personalCells(r, log)
		}
	}
	for _, r := range published.Resources {
		if r.Table != nil && r.Query != "" {
			personalCells(r, log)
		}
	}
	for _, root := range []string{"site.toml", "data", "content", "themes"} {
		_ = fs.WalkDir(project, root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !scanned(name) {
				return nil // what cannot be read is told by who needs it
			}
			personalFile(project, name, contact, waivers, log)
			return nil
		})
	}
	for _, w := range waivers {
		if !w.used {
			log.Warn("unused-waiver", w.at, "the waiver excuses nothing").Note("nothing in the text looks like what it lets pass: remove it")
		}
	}
}

// scanned says whether a file holds texts of an author. Tables are looked at cell by cell.
func scanned(name string) bool {
	return strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".toml")
}

func personalFile(project fs.FS, name, contact string, waivers []*TextWaiver, log *diag.Log) {
	if info, err := fs.Stat(project, name); err == nil && info.Size() > tomlfile.MaxBytes {
		return // whoever reads it refuses it
	}
	data, err := fs.ReadFile(project, name)
	if err != nil {
		return
	}
	file := &diag.File{Name: name, Data: data}
	for _, f := range privacy.ScanBytes(data) {
		if contact != "" && name == "site.toml" && string(data[f.Offset:f.Offset+f.Length]) == contact {
			continue
		}
		at := file.Offset(f.Offset, f.Length)
		if excused(waivers, name, at.Line, f.Kind) {
			continue
		}
		d := log.Add(&diag.Diagnostic{Rule: "personal-data", Span: at, Message: f.Kind.Message(), Private: true})
		if !strings.HasPrefix(name, "themes/") && (name != "site.toml" || !onCard(f.Kind)) {
			d.Note("remove it, or, where it is not of a person, let it pass with privacy = { allow = [%q], reason = \"…\" }: lumbung help privacy", f.Kind.String())
		} else {
			d.Note("nobody's identity or contact data may be published: remove it")
		}
	}
}

// shortestPersonal is the length of the shortest text that can identify a person.
const shortestPersonal = 7

func personalCells(r *dataset.Resource, log *diag.Log) {
	t := r.Table
	var cells []dataset.Cell
	var kinds []privacy.Kind
	for col := range t.Schema.Fields {
		f := &t.Schema.Fields[col]
		if f.Private || r.Passed(col) || privacy.Dated(f.Type) {
			continue
		}
		seen := seenIn(t, col) // without a find
		used := false
		for row := range t.Len() {
			if seen.before(row) {
				continue
			}
			text := t.Text(row, col)
			if len(text) < shortestPersonal {
				continue
			}
			found := privacy.Scan(text)
			if len(found) == 0 {
				seen.note(row)
			}
			for _, one := range found {
				used = used || slices.Contains(f.Privacy.Allow, one.Kind.String())
				if !slices.Contains(f.Privacy.Allow, one.Kind.String()) && len(cells) < dataset.MaxProblems {
					cells, kinds = append(cells, dataset.Cell{Row: row, Field: col}), append(kinds, one.Kind)
					break
				}
			}
			if r.Query != "" && len(cells) > 0 && cells[len(cells)-1].Field == col {
				break // its rows have no places to be told: one find says it
			}
		}
		if !used && len(f.Privacy.Allow) > 0 && r.Schema.Index(f.Name) >= 0 {
			log.Warn("unused-waiver", r.Doc.At(fieldPath(r, f.Name, "privacy")), "the waiver excuses nothing").
				Note("no cell of %q looks like what it lets pass: remove it", f.Name)
		}
	}
	for i, span := range r.CellSpans(cells) {
		name := t.Schema.Fields[cells[i].Field].Name
		log.Add(&diag.Diagnostic{Rule: "personal-data", Span: span, Message: kinds[i].Message(), Private: true}).
			Note("mark field %q private = true, or, where it is not of a person, let it pass with privacy = { allow = [%q], reason = \"…\" }", name, kinds[i].String())
	}
}
