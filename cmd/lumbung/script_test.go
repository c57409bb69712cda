package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"lumbung/cmd/lumbung/internal/race"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"lumbung": func() {
			env := &environment{ctx: context.Background(), stdout: os.Stdout, stderr: os.Stderr, stdin: os.Stdin, getenv: os.Getenv}
			os.Exit(run(env, os.Args[1:]))
		},
		"workbook": func() { os.Exit(workbook(os.Args[1])) },
		"office":   func() { os.Exit(office(os.Args[1])) },
		"session":  func() { os.Exit(session(os.Args[1])) },
	})
}

// workbook writes an XLSX as an office has them: a title, a table under it, a second sheet.
func workbook(path string) int {
	f := excelize.NewFile()
	f.SetSheetName("Sheet1", "Sumur")
	for i, row := range [][]any{{"Daftar sumur 2025"}, {}, {"Kode", "Kecamatan", "Kedalaman (m)", "Debit"}, {"S-1", "99.01", 18.3, 0.155}, {"S-2", "99.02", 24, 1.5}, {"S-3", "99.03", 31.25, 2}} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sumur", cell, &row); err != nil {
			return 1
		}
	}
	f.NewSheet("Catatan")
	f.SetCellValue("Catatan", "A1", "x")
	if f.SaveAs(path) != nil {
		return 1
	}
	return 0
}

// office writes an XLSX as statistical offices publish tables: a title over all columns, a
// heading of two rows with joined cells, column numbers, a total, a source.
func office(path string) int {
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"Tabel 4.2 Kelompok Usaha Bersama Menurut Kecamatan, 2023"}, {},
		{"No", "Kecamatan", "Kube", nil, "Luas (ha)"}, {nil, nil, "2022", "2023"},
		{"(1)", "(2)", "(3)", "(4)", "(5)"},
		{1, "Amarasi", 12, 15, 20.5}, {2, "Fatuleu", 30, 31, 18.25}, {3, "Takari", 7, 7, nil},
		{"JUMLAH", nil, 49, 53, 38.75}, {}, {"Sumber: Dinas Sosial Kabupaten Kupang"},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			return 1
		}
	}
	for _, m := range [][2]string{{"A1", "E1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"E3", "E4"}, {"A9", "B9"}, {"A11", "E11"}} {
		if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
			return 1
		}
	}
	if f.SaveAs(path) != nil {
		return 1
	}
	return 0
}

func TestScripts(t *testing.T) {
	// testscript removes the folder that it works in when it has run all scripts, and leaves
	// it behind when -run has chosen some.
	t.Setenv("GOTMPDIR", t.TempDir())
	scripts := testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_GOLDEN") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"replace": replace, "recipe": recipe, "jsonlines": jsonLines},
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "C.UTF-8")
			e.Setenv("GORACE", "atexit_sleep_ms=10") // each command would wait for a second before it ends
			return nil
		},
	}
	if race.On { // every command is in the one, and what another program may do to a portal in the other
		scripts.Dir, scripts.Files = "", []string{"testdata/script/json_of_every_command.txtar", "testdata/script/verify_copy.txtar"}
	}
	testscript.Run(t, scripts)
}

// jsonLines holds an output to one JSON object a line, and at least one: jsonlines stdout.
func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: jsonlines FILE")
	}
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	for _, line := range lines {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			ts.Fatalf("%v in %.200q", err, line)
		}
	}
}

// replace puts one text of a file in the place of another, as an editor would:
// replace FILE OLD NEW. In NEW, \n is a new line.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	text := ts.ReadFile(args[0])
	args[2] = strings.ReplaceAll(args[2], `\n`, "\n")
	if strings.Count(text, args[1]) != 1 {
		ts.Fatalf("%s has %q %d times", args[0], args[1], strings.Count(text, args[1]))
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(text, args[1], args[2], 1)), 0o666))
}
