package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// ownCommand is this test's binary under the command's name, by which it is the command.
func ownCommand(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), "lumbung")
	if err := os.Symlink(self, at); err != nil {
		t.Skip("there are no symbolic links here")
	}
	return at
}

func TestBillOfMaterialsListsWhatTheBinaryWasBuiltFrom(t *testing.T) {
	command := ownCommand(t)
	text, err := exec.Command(command, "version", "--sbom").Output()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := exec.Command(command, "version", "--sbom").Output(); !bytes.Equal(text, again) {
		t.Error("the same binary gives another bill")
	}
	for _, path := range []string{filepath.Dir(command), "/root", "/home", "/tmp"} {
		if bytes.Contains(text, []byte(path)) {
			t.Errorf("the bill names %s", path)
		}
	}
	var b bill
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	listed, err := exec.Command("go", "version", "-m", command).Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := 0
	for line := range strings.Lines(string(listed)) {
		words := strings.Fields(line)
		if len(words) < 4 || words[0] != "dep" {
			continue
		}
		modules++
		i := slices.IndexFunc(b.Components, func(c component) bool { return c.Name == words[1] && c.Version == words[2] })
		if i < 0 || len(b.Components[i].Licences) != 1 || !slices.Contains(b.Components[i].Properties, property{"go:sum", words[3]}) {
			t.Errorf("%v is not in the bill with its licence and sum", words)
		}
	}
	fonts := slices.DeleteFunc(slices.Clone(b.Components), func(c component) bool { return c.Type != "file" })
	if modules < 15 || len(fonts) < 2 || len(b.Components) != modules+len(fonts)+1 {
		t.Errorf("%d modules, %d fonts, %d components", modules, len(fonts), len(b.Components))
	}
	seen := map[string]bool{}
	for _, c := range b.Components {
		if seen[c.Ref] || !slices.Contains(b.Dependencies[0].On, c.Ref) {
			t.Errorf("%s stands twice, or nothing depends on it", c.Ref)
		}
		seen[c.Ref] = true
	}
}

func TestBillOfAReplacedModuleNamesItsReplacement(t *testing.T) {
	text, err := billOf(&debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{
		{Path: "example.org/Old", Version: "v1.0.0", Replace: &debug.Module{Path: "example.org/New", Version: "v1.0.1"}}}})
	if err != nil {
		t.Fatal(err)
	}
	var b bill
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	if c := b.Components[1]; c.PURL != "pkg:golang/example.org/new@v1.0.1" || c.Licences != nil || c.Properties != nil {
		t.Errorf("%+v", c)
	}
}

func TestBinaryThatDoesNotKnowItsPartsSaysSo(t *testing.T) {
	var stdout, stderr bytes.Buffer
	env := plainEnvironment()
	env.stdout, env.stderr = &stdout, &stderr
	if code := env.billOfMaterials(nil, false); code != broken || stdout.Len() > 0 || !strings.Contains(stderr.String(), "this binary does not say what it was built from") {
		t.Errorf("exit %d, %s%s", code, stdout.String(), stderr.String())
	}
	env.stdout = brokenPipe{}
	if code := env.billOfMaterials(debug.ReadBuildInfo()); code != broken {
		t.Errorf("exit %d when the bill could not be written", code)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }
