package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shellSays gives what a shell answers to a script; a shell that is not there is skipped.
func shellSays(t *testing.T, shell, script string) string {
	t.Helper()
	path, err := exec.LookPath(shell)
	if err != nil {
		t.Skip("no " + shell + " here")
	}
	out, err := exec.Command(path, "-c", script).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", shell, err, out)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// completionOf writes a shell's script and gives its place.
func completionOf(t *testing.T, shell string) string {
	t.Helper()
	var b strings.Builder
	map[string]func(){
		"bash": func() { bash(plainEnvironment(), &b) }, "zsh": func() { zsh(plainEnvironment(), &b) }, "fish": func() { fish(plainEnvironment(), &b) },
	}[shell]()
	path := filepath.Join(t.TempDir(), "_lumbung")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBashCompletesCommandsFlagsAndWords(t *testing.T) {
	path := completionOf(t, "bash")
	for line, want := range map[string]string{
		"bu":             "build",
		"add --ke":       "--keep-totals",
		"build --lang ":  "en id",
		"help schem":     "schema",
		"help cell-t":    "cell-type",
		"completion f":   "fish",
		"query --forma":  "--format",
		"check --color ": "auto always never",
	} {
		words := strings.Split(line, " ")
		script := "source " + path + "; COMP_WORDS=(lumbung " + line + " ''); COMP_CWORD=" + string(rune('0'+len(words))) + "; _lumbung; echo \"${COMPREPLY[@]}\""
		if got := shellSays(t, "bash", script); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestZshReadsItsCompletion(t *testing.T) {
	dir := filepath.Dir(completionOf(t, "zsh"))
	got := shellSays(t, "zsh", "zsh -n "+dir+"/_lumbung; fpath=("+dir+" $fpath); autoload -U compinit; compinit -u -d "+dir+"/dump; print ${_comps[lumbung]}")
	if got != "_lumbung" {
		t.Errorf("zsh says %q", got)
	}
}

func TestFishCompletesCommandsFlagsAndWords(t *testing.T) {
	path := completionOf(t, "fish")
	for line, want := range map[string]string{
		"bu":            "build make the portal: pages, charts, downloads and metadata",
		"add --keep":    "--keep-totals keep rows that are totals of others as rows of data",
		"help schem":    "schema",
		"completion z":  "zsh",
		"build --lang ": "en id",
	} {
		if got := shellSays(t, "fish", "source "+path+"; complete -C 'lumbung "+line+"' | string replace -r '\\tlanguage.*' ''; true"); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
