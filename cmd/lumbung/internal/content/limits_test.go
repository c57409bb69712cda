package content

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

func TestPagesBeyondLimitsAreRefusedAtOnce(t *testing.T) {
	for _, c := range []struct{ name, text, rule, want string }{
		{"long", strings.Repeat("kata\n\n", 200_000), "page-size", "the page has 1200020 bytes, more than the 1048576 that a page may have"},
		{"one block", "x\n\n" + strings.Repeat("[a](", 100_000), "page-block", "the lines from here on have more than 131072 bytes without an empty line between them"},
		{"lists", "x\n" + strings.Repeat("- ", 60_000), "page-depth", "this line opens more than 100 lists and quotations inside each other"},
		{"numbers", strings.Repeat("1. ", 101) + "x", "page-depth", "this line opens more than 100 lists and quotations inside each other"},
		{"no text", "kata\x00kata", "page-nul", "the file has a NUL character here"},
		{"mixed", strings.Repeat(">* 1) ", 40) + "x", "page-depth", "this line opens more than 100 lists and quotations inside each other"},
	} {
		log := &diag.Log{}
		start := time.Now()
		project := fstest.MapFS{"content/id/a.md": {Data: []byte("+++\ntitle = \"A\"\n+++\n" + c.text)}}
		pages, _ := Load(project, []locale.Lang{"id"}, log)
		said := log.Sorted()
		if len(pages) > 0 || len(said) != 1 || said[0].Rule != c.rule || said[0].String() != c.want {
			t.Errorf("%s: %v", c.name, said)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %s", c.name, took)
		}
	}
}

func TestPageAtItsLimitsIsRead(t *testing.T) {
	log := &diag.Log{}
	text := strings.Repeat("> ", MaxDepth) + "x\n\n" + strings.Repeat("x", MaxBlock-1) + "\n\n* * *\n\n- - -\n\n1.5 - x\n\n" + strings.Repeat("kata -\n", 9000) + "\n\n" + strings.Repeat("[a](", 8000)
	project := fstest.MapFS{"content/id/a.md": {Data: []byte("+++\ntitle = \"A\"\n+++\n" + text)}}
	start := time.Now()
	if pages, _ := Load(project, []locale.Lang{"id"}, log); len(pages) != 1 || log.Errors() > 0 {
		t.Errorf("%v", log.Sorted())
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}
