package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
)

const repository = "../.."

func readmeText(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The pictures are those that the chart package draws in its own tests, so that they cannot
// show what charts looked like once.
func TestReadmeShowsEveryTypeOfChart(t *testing.T) {
	text := readmeText(t)
	for _, kind := range dataset.ChartTypes {
		m := regexp.MustCompile(fmt.Sprintf(`!\[%s\]\((cmd/lumbung/internal/chart/testdata/\w+\.svg)\)`, kind)).FindStringSubmatch(text)
		if m == nil {
			t.Errorf("README.md has no picture of a chart of type %s", kind)
			continue
		}
		if _, err := os.Stat(filepath.Join(repository, m[1])); err != nil {
			t.Error(err)
		}
	}
}

func TestReadmesFilesExist(t *testing.T) {
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(readmeText(t), -1) {
		if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "dataset:") {
			continue
		}
		if _, err := os.Stat(filepath.Join(repository, m[1])); err != nil {
			t.Error(err)
		}
	}
}

func TestReadmeNamesEveryCommandAndTopic(t *testing.T) {
	text := readmeText(t)
	for _, name := range commandNames() {
		if !strings.Contains(text, "`lumbung "+name) && !slices.Contains([]string{"version", "completion", "man"}, name) {
			t.Errorf("README.md does not name lumbung %s", name)
		}
	}
	for _, name := range topics {
		if !regexp.MustCompile(`\b` + name + `\b`).MatchString(text) {
			t.Errorf("README.md does not name the topic %s", name)
		}
	}
}
