package main

import (
	"io/fs"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/message"
	"lumbung/themes"
)

// templateFields lists what theme.toml of the default theme declares: what templates may call
// and the fields that they receive, in the order of the file and with its remarks. The file
// is our own, a key and a text a line, which a test holds it to.
func templateFields(lang string) string {
	return listFields(func(text string) string { return message.Field(lang, text) })
}

// listFields lists them with their remarks as say gives them.
func listFields(say func(text string) string) string {
	data, err := fs.ReadFile(themes.Tenun(), "theme.toml")
	if err != nil {
		panic(err) // embedded, and tested
	}
	var b strings.Builder
	var rows [][2]string
	remark, listed := "", false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		name, text, isField := strings.Cut(line, " = ")
		switch {
		case strings.HasPrefix(line, "# "):
			remark += strings.TrimPrefix(line, "# ") + " "
		case strings.HasPrefix(line, "["):
			columns(&b, rows)
			rows, listed = nil, true
			b.WriteString("\n" + line + "  " + say(strings.TrimSpace(remark)) + "\n")
			remark = ""
		case isField && listed:
			if text, err = strconv.Unquote(text); err != nil {
				panic("theme.toml: " + line)
			}
			rows = append(rows, [2]string{strings.Trim(name, `"`), say(text)})
		case line == "" && !listed:
			remark = "" // about the file as a whole
		}
	}
	columns(&b, rows)
	return strings.TrimPrefix(b.String(), "\n")
}
