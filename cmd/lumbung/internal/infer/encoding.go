package infer

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"lumbung/cmd/lumbung/internal/diag"
)

// ErrBinary says that a file is no text.
var ErrBinary = diag.Err("this is no text file")

// decode gives a file as UTF-8, whatever spreadsheet wrote it.
func (g *Grid) decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
		if !utf8.Valid(data) {
			return "", diag.Err("the file says that it is UTF-8, but is not")
		}
		g.say(Certain, diag.Msg("the encoding is %s", "UTF-8"), diag.Msg("the file starts with the mark of it"))
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", err
		}
		data = out
		g.say(Certain, diag.Msg("the encoding is %s", "UTF-16"), diag.Msg("the file starts with the mark of it"))
	case utf8.Valid(data):
		if bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			g.say(Certain, diag.Msg("the encoding is %s", "UTF-8"), diag.Msg("other encodings do not look like this"))
		}
	default:
		high := 0
		for _, b := range data {
			if b >= 0x80 {
				high++
			}
		}
		out, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", err
		}
		data = out
		g.say(Likely, diag.Msg("the encoding is %s", "Windows-1252"), diag.Msg("it is not UTF-8, and Excel writes this one; look at the %d {letter that is|letters that are} not plain ASCII", high))
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", ErrBinary
	}
	return string(data), nil
}
