package main

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/infer"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// The help says every limit with its number and its rule; here are those of the code.
func TestLimitsOfTheHelpAreThoseOfTheCode(t *testing.T) {
	text, ok := topic("limits", "en")
	if !ok {
		t.Fatal("there is no such topic")
	}
	text = strings.Join(strings.Fields(text), " ")
	mega := func(n int64) string { return fmt.Sprintf("%d MB", n>>20) }
	add, ask := infer.DefaultLimits, query.DefaultLimits
	for _, want := range []string{
		"a TOML file " + mega(tomlfile.MaxBytes) + fmt.Sprintf(", nested %d deep toml-size, toml-depth", tomlfile.MaxDepth),
		"a page of Markdown " + mega(content.MaxPage) + fmt.Sprintf("; %d KB without an empty page-size, page-block, line; %d lists in a line page-depth", content.MaxBlock>>10, content.MaxDepth),
		fmt.Sprintf("the file of a table %d GB table-size", dataset.MaxBytes>>30),
		"a table " + thousands(dataset.MaxRows) + " rows, " + thousands(dataset.MaxColumns) + " columns too-many-rows, too-many-columns",
		"a cell " + mega(dataset.MaxCell) + " cell-length",
		"a number " + thousands(table.MaxDigits) + " digits cell-type",
		"problems of a table " + thousands(dataset.MaxProblems) + " are told",
		fmt.Sprintf("lumbung add %d GB", add.Bytes>>30), thousands(add.Rows) + " told by the command rows, " + thousands(add.Columns) + " columns, " + thousands(add.Cells) + " cells",
		fmt.Sprintf("%d seconds; ", int(ask.Time.Seconds())) + thousands(ask.Rows) + " rows; " + mega(int64(ask.Size)) + " of result; " + mega(int64(ask.Text)) + " for a text",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the help does not say %q", want)
		}
	}
	for _, rule := range []string{"toml-size", "toml-depth", "page-size", "page-block", "page-depth", "table-size", "too-many-rows", "too-many-columns", "cell-length", "too-many-problems", "sql"} {
		if _, known := rules()[rule]; !known || !strings.Contains(text, rule) {
			t.Errorf("the rule %s is not explained", rule)
		}
	}
}

// thousands writes a number in groups of three.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
