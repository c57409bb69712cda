package dataset

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encodings are those in which tables come from offices. The names are IANA's.
var encodings = map[string]encoding.Encoding{
	"utf-8":        nil,
	"us-ascii":     nil,
	"utf-16":       unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"windows-1252": charmap.Windows1252,
	"iso-8859-1":   charmap.ISO8859_1,
	"iso-8859-15":  charmap.ISO8859_15,
}

func encodingNames() []string {
	var names []string
	for name := range encodings {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// encodingName gives a descriptor's encoding as a key of encodings.
func encodingName(written string) string {
	if written == "" {
		return "utf-8"
	}
	return strings.ToLower(written)
}

const (
	bomUTF8    = "\xef\xbb\xbf"
	bomLittle  = "\xff\xfe"
	bomBig     = "\xfe\xff"
	zipArchive = "PK\x03\x04"
)

// decodeText gives a file's text in UTF-8 without a byte order mark. When the first bytes show
// that the file is something else than its descriptor says, looks names it.
func decodeText(r io.Reader, name string) (text io.Reader, looks string) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(4) // an error comes again with the first read
	switch {
	case bytes.HasPrefix(head, []byte(zipArchive)):
		return nil, "xlsx"
	case name != "utf-8" && name != "us-ascii":
		text = encodings[name].NewDecoder().Reader(in)
		if strings.HasPrefix(name, "utf-16") {
			text = withoutBOM(text)
		}
		return text, ""
	case bytes.HasPrefix(head, []byte(bomLittle)), bytes.HasPrefix(head, []byte(bomBig)):
		return nil, "utf-16"
	}
	return withoutBOM(in), ""
}

func withoutBOM(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 64<<10)
	if head, _ := in.Peek(len(bomUTF8)); string(head) == bomUTF8 {
		in.Discard(len(bomUTF8))
	}
	return in
}
