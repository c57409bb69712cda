package export

// packageRelations names the workbook and its properties.
func packageRelations() string {
	const core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
	return xmlHeader + `<Relationships xmlns="` + packageNS + `">` +
		`<Relationship Id="rId1" Type="` + relationNS + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + core + `" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + relationNS + `/extended-properties" Target="docProps/app.xml"/>` +
		`</Relationships>`
}

// coreProperties are the title, the author and the language of the document, which
// screen readers read out. Its dates are the data's.
func (wb *workbook) coreProperties() string {
	b := []byte(xmlHeader + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, p := range []struct{ name, value string }{
		{"dc:title", wb.title}, {"dc:subject", wb.subject}, {"dc:creator", wb.creator}, {"dc:language", wb.language},
	} {
		if p.value == "" {
			continue
		}
		b = append(b, ("<" + p.name + ">")...)
		b = appendXML(b, p.value)
		b = append(b, ("</" + p.name + ">")...)
	}
	if wb.date != "" {
		for _, name := range []string{"dcterms:created", "dcterms:modified"} {
			b = append(b, ("<" + name + ` xsi:type="dcterms:W3CDTF">` + wb.date + "T00:00:00Z</" + name + ">")...)
		}
	}
	return string(append(b, `</cp:coreProperties>`...))
}

func appProperties() string {
	return xmlHeader + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Lumbung</Application></Properties>`
}
