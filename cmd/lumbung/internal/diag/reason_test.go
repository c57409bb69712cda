package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// translated says a few words in another language.
func translated(format string) string {
	if text, ok := map[string]string{
		"the row has %d cells, but there are %d %s": "baris mempunyai %d sel, padahal ada %d %s",
		"columns":                         "kolom",
		"%s: %s":                          "%s: %s",
		"there is no such file or folder": "berkas atau folder itu tidak ada",
		"the disk is full":                "diska penuh",
		"part %d is missing":              "bagian %d tidak ada",
	}[format]; ok {
		return text
	}
	return format
}

func TestWordsInsideAMessageAreTranslatedToo(t *testing.T) {
	m := Msg("the row has %d cells, but there are %d %s", 3, 2, Msg("columns"))
	if got := m.String(); got != "the row has 3 cells, but there are 2 columns" {
		t.Error(got)
	}
	if got := m.In(translated); got != "baris mempunyai 3 sel, padahal ada 2 kolom" {
		t.Error(got)
	}
}

// A cell that holds a word of ours is the author's all the same.
func TestAuthorsWordsAreNotTranslated(t *testing.T) {
	if got := Msg("%s: %s", "columns", "x").In(translated); got != "columns: x" {
		t.Error(got)
	}
}

func TestErrorsOfOursAreTranslatedWhereverTheyAreWrapped(t *testing.T) {
	err := fmt.Errorf("merge: %w", Err("part %d is missing", 3))
	if got := Reason(err).In(translated); got != "bagian 3 tidak ada" {
		t.Error(got)
	}
	if err.Error() != "merge: part 3 is missing" {
		t.Error(err)
	}
}

func TestWhatTheSystemSaysIsSaidInOurWords(t *testing.T) {
	_, missing := os.ReadFile(filepath.Join(t.TempDir(), "kube.csv"))
	for err, want := range map[error]string{
		&fs.PathError{Op: "open", Path: "data/kube.csv", Err: fs.ErrNotExist}: "data/kube.csv: berkas atau folder itu tidak ada",
		fs.ErrNotExist: "berkas atau folder itu tidak ada",
		fmt.Errorf("write public/index.html: %w", syscall.ENOSPC): "write public/index.html: diska penuh",
		errors.New("the weather is bad"):                          "the weather is bad",
	} {
		if got := Reason(err).In(translated); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, known := range systemReasons {
		if got := Reason(fmt.Errorf("x: %w", known.err)).String(); got != "x: "+known.words.String() || strings.Contains(got, known.err.Error()) {
			t.Errorf("%v: %q", known.err, got)
		}
	}
	if got := Reason(missing).In(translated); filepath.Base(got) != "kube.csv: berkas atau folder itu tidak ada" {
		t.Error(got)
	}
}
