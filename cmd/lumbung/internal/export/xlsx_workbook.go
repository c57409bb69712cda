package export

import (
	"archive/zip"
	"io"
	"strconv"
	"strings"
)

const (
	xmlHeader  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS  = "http://schemas.openxmlformats.org/package/2006/relationships"
	contentNS  = "http://schemas.openxmlformats.org/package/2006/content-types"
	contentXML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// workbook is a spreadsheet file that is written sheet by sheet.
//
// It is written here rather than by excelize, whose streams pass decimals through
// floats, cannot name the headings' styles, put a filter on every table and go through
// temporary files. What a published table needs of the format is small.
type workbook struct {
	sheets   []sheet
	title    string
	creator  string
	subject  string
	language string
	date     string // ISO date, or ""
	pieces   *Pieces
}

// write writes the zip of parts. Times in it are those of no clock.
func (wb *workbook) write(w io.Writer) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return newPacker(w, rowEnd, wb.pieces), nil
	})
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", wb.contentTypes()},
		{"_rels/.rels", packageRelations()},
		{"docProps/core.xml", wb.coreProperties()},
		{"docProps/app.xml", appProperties()},
		{"xl/workbook.xml", wb.workbookXML()},
		{"xl/_rels/workbook.xml.rels", wb.workbookRelations()},
		{"xl/styles.xml", styleSheet()},
	}
	for _, p := range parts {
		if err := addPart(z, p.name, p.content); err != nil {
			return err
		}
	}
	for i := range wb.sheets {
		if err := wb.writeSheet(z, i); err != nil {
			return err
		}
	}
	return z.Close()
}

func addPart(z *zip.Writer, name, content string) error {
	f, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, content)
	return err
}

func (wb *workbook) writeSheet(z *zip.Writer, i int) error {
	s, n := &wb.sheets[i], strconv.Itoa(i+1)
	f, err := z.Create("xl/worksheets/sheet" + n + ".xml")
	if err != nil {
		return err
	}
	if err := s.write(f, i == 0); err != nil {
		return err
	}
	if s.table == "" {
		return nil
	}
	relation := relations(relation{"table", "../tables/table" + n + ".xml"})
	if err := addPart(z, "xl/worksheets/_rels/sheet"+n+".xml.rels", relation); err != nil {
		return err
	}
	return addPart(z, "xl/tables/table"+n+".xml", s.tableXML(i+1))
}

func (wb *workbook) contentTypes() string {
	var b strings.Builder
	b.WriteString(xmlHeader + `<Types xmlns="` + contentNS + `">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + contentXML + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + contentXML + `styles+xml"/>`)
	for i := range wb.sheets {
		n := strconv.Itoa(i + 1)
		b.WriteString(`<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="` + contentXML + `worksheet+xml"/>`)
		if wb.sheets[i].table != "" {
			b.WriteString(`<Override PartName="/xl/tables/table` + n + `.xml" ContentType="` + contentXML + `table+xml"/>`)
		}
	}
	b.WriteString(`</Types>`)
	return b.String()
}

func (wb *workbook) workbookXML() string {
	b := []byte(xmlHeader + `<workbook xmlns="` + mainNS + `" xmlns:r="` + relationNS + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i := range wb.sheets {
		n := strconv.Itoa(i + 1)
		b = append(b, `<sheet name="`...)
		b = appendXML(b, wb.sheets[i].name)
		b = append(b, (`" sheetId="` + n + `" r:id="rId` + n + `"/>`)...)
	}
	b = append(b, `</sheets>`...)
	return string(append(wb.appendPrintTitles(b), `</workbook>`...))
}

// appendPrintTitles has the table's header printed on each page.
func (wb *workbook) appendPrintTitles(b []byte) []byte {
	var names []byte
	for i := range wb.sheets {
		s := &wb.sheets[i]
		if s.table == "" {
			continue
		}
		row := strconv.Itoa(s.headerRow())
		names = append(names, (`<definedName name="_xlnm.Print_Titles" localSheetId="` + strconv.Itoa(i) + `">`)...)
		names = appendXML(names, "'"+strings.ReplaceAll(s.name, "'", "''")+"'!$"+row+":$"+row)
		names = append(names, `</definedName>`...)
	}
	if names == nil {
		return b
	}
	return append(append(append(b, `<definedNames>`...), names...), `</definedNames>`...)
}

func (wb *workbook) workbookRelations() string {
	var list []relation
	for i := range wb.sheets {
		list = append(list, relation{"worksheet", "worksheets/sheet" + strconv.Itoa(i+1) + ".xml"})
	}
	return relations(append(list, relation{"styles", "styles.xml"})...)
}

// relation is an arrow from one part of the file to another.
type relation struct{ kind, target string }

func relations(list ...relation) string {
	var b strings.Builder
	b.WriteString(xmlHeader + `<Relationships xmlns="` + packageNS + `">`)
	for i, r := range list {
		b.WriteString(`<Relationship Id="rId` + strconv.Itoa(i+1) + `" Type="` + relationNS + "/" + r.kind + `" Target="` + r.target + `"/>`)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}
