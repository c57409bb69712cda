package content

import (
	"bytes"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// What a page may be at most. The time to read Markdown grows with the square of what stands
// open in one block, and a line that opens a hundred thousand lists is no text.
const (
	MaxPage  = 1 << 20 // bytes of a page
	MaxBlock = 1 << 17 // bytes of lines without an empty one between them
	MaxDepth = 100     // lists and quotations that a line opens inside each other
)

// withinLimits tells of what is beyond them, and of what is no text. body is where the Markdown
// begins.
func withinLimits(file *diag.File, body int, log *diag.Log) bool {
	if at := bytes.IndexByte(file.Data[body:], 0); at >= 0 {
		log.Error("page-nul", file.Offset(body+at, 1), "the file has a NUL character here").Note("save it as UTF-8 text")
		return false
	}
	if len(file.Data) > MaxPage {
		tooLong(file, int64(len(file.Data)), log)
		return false
	}
	block, begin := 0, body
	for at := body; at < len(file.Data); {
		line := file.Data[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		if len(bytes.TrimSpace(line)) == 0 {
			block, begin = 0, at+len(line)
		} else if block += len(line); block > MaxBlock {
			log.Error("page-block", file.Offset(begin, 1), "the lines from here on have more than %d bytes without an empty line between them", MaxBlock).
				Note("part them by empty lines, or make a dataset of them")
			return false
		}
		if opened(string(line)) > MaxDepth {
			log.Error("page-depth", file.Offset(at, 1), "this line opens more than %d lists and quotations inside each other", MaxDepth).
				Note("put \\ in front of a >, - or number that opens nothing")
			return false
		}
		at += len(line)
	}
	return true
}

func tooLong(file *diag.File, size int64, log *diag.Log) {
	log.Error("page-size", file.Whole(), "the page has %d bytes, more than the %d that a page may have", size, MaxPage).
		Note("part it into several pages")
}

// opened counts the lists and quotations at the beginning of a line.
func opened(line string) (n int) {
	for ; ; n++ {
		line = strings.TrimLeft(line, " \t")
		switch {
		case strings.HasPrefix(line, ">"):
			line = line[1:]
		case len(line) > 1 && strings.ContainsRune("-*+", rune(line[0])) && strings.ContainsRune(" \t", rune(line[1])):
			line = line[2:]
		default:
			digits := strings.TrimLeft(line, "0123456789")
			if len(digits) == len(line) || len(digits) < 2 || digits[0] != '.' && digits[0] != ')' || digits[1] != ' ' && digits[1] != '\t' {
				return n
			}
			line = digits[2:]
		}
	}
}
