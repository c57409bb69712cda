package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/config"
)

// RIS writes works for reference managers: one tag to a line, lines ended by CRLF.
func RIS(works ...Work) []byte { return risForm.write(works) }

func (w *Work) appendRIS(dst []byte) []byte {
	tag := func(name, value string) {
		if value = oneLine(value); value != "" {
			dst = append(append(append(append(dst, name...), "  - "...), value...), "\r\n"...)
		}
	}
	tag("TY", w.kind().ris)
	tag("ID", w.ID)
	for _, a := range w.Authors {
		tag("AU", risAuthor(a))
	}
	tag("TI", w.Title)
	tag("T2", first(w.In, w.Container))
	if w.In != "" {
		tag("T3", w.Container)
	}
	tag("PY", w.year())
	tag("DA", strings.ReplaceAll(w.Issued, "-", "/"))
	tag("ET", w.Version)
	tag("PB", w.Publisher)
	tag("AB", w.Abstract)
	for _, k := range w.Keywords {
		tag("KW", k)
	}
	tag("LA", string(w.Lang))
	tag("DO", w.DOI)
	tag("UR", w.URL)
	tag("N1", w.Note)
	return append(dst, "ER  - \r\n"...)
}

func risAuthor(a config.Author) string {
	if a.Name != "" || a.Family == "" {
		return first(a.Name, a.Given)
	}
	return strings.TrimSuffix(a.Family+", "+a.Given, ", ")
}
