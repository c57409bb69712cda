package release

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/table"
)

func TestReleaseReadsBackAsItWasPublished(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	all := p.releases()
	if len(all) != 1 || all[0].Version.String() != "1.0.0" || all[0].Date != "2026-11-25" {
		t.Fatalf("releases: %+v", all)
	}
	for _, r := range p.resources() {
		frozen, err := all[0].Dataset(r.Name).Resource()
		if err != nil {
			t.Fatal(err)
		}
		var was, is bytes.Buffer
		export.WriteCSV(&was, r.Table)
		export.WriteCSV(&is, frozen.Table)
		if was.String() != is.String() {
			t.Errorf("%s: frozen\n%s\npublished\n%s", r.Name, is.String(), was.String())
		}
		if !sameJSON(documentOf(r), documentOf(frozen)) {
			t.Errorf("%s: the descriptor reads back as another one", r.Name)
		}
	}
	if c := p.changes(); len(c.Datasets) != 0 {
		t.Errorf("nothing changed, but: %+v", c.Datasets[0])
	}
	wantLog(t, p.check())
}

func TestReleaseHasTheSameBytesEachTime(t *testing.T) {
	a, b := newPortal(t), newPortal(t)
	a.release("1.0.0", "2026-11-25")
	b.release("1.0.0", "2026-11-25")
	for name, f := range a.fs {
		if !bytes.Equal(f.Data, b.fs[name].Data) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestReleaseDoesNotStoreAnUnchangedTableTwice(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "Tunas Baru,10", "Tunas Baru,11")
	p.release("1.0.1", "2026-12-01")
	var names []string
	for name := range maps.Keys(p.fs) {
		if strings.HasPrefix(name, "data/releases/1.0.1/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := []string{"data/releases/1.0.1/kube.csv", "data/releases/1.0.1/release.json"}; !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
	newest := p.releases()[0]
	if d := newest.Dataset("pmks"); d.CSV.Release != "1.0.0" || d.Descriptor.Release != "1.0.0" || newest.Previous != "1.0.0" {
		t.Errorf("the unchanged dataset is said to be in %q", d.CSV.Release)
	}
	var b bytes.Buffer
	if err := newest.Dataset("pmks").WriteCSV(&b); err != nil || b.String() != "kube,jenis\r\n1,lanjut usia\r\n2,anak\r\n" {
		t.Errorf("its CSV: %q, %v", b.String(), err)
	}
}

func TestDamagedReleaseIsAnErrorThatNamesTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(p *portal)
		want   string
	}{
		"edited table": {func(p *portal) { p.edit("data/releases/1.0.0/kube.csv", "10", "12") },
			"data/releases/1.0.0/kube.csv: error: the file is not as it was frozen"},
		"cut table": {func(p *portal) { p.put("data/releases/1.0.0/kube.csv", "no") }, "data/releases/1.0.0/kube.csv: error: the file is not as it was frozen"},
		"missing table": {func(p *portal) { delete(p.fs, "data/releases/1.0.0/kube.csv") },
			"data/releases/1.0.0/kube.csv: error: the file cannot be read"},
		"edited descriptor": {func(p *portal) { p.edit("data/releases/1.0.0/kube.resource.json", "Sepuluh", "Dua puluh") },
			"data/releases/1.0.0/kube.resource.json: error: the file is not as it was frozen"},
		"edited manifest": {func(p *portal) { p.edit("data/releases/1.0.0/release.json", `"rows": 3`, `"rows": 4`) },
			"data/releases/1.0.0/release.json: error: the release cannot be believed: it was changed by hand"},
		"manifest of later": {func(p *portal) { p.edit("data/releases/1.0.0/release.json", "lumbung release 1", "lumbung release 9") },
			"another version of lumbung wrote it"},
		"no JSON":       {func(p *portal) { p.put("data/releases/1.0.0/release.json", "{") }, "data/releases/1.0.0/release.json: error: the release cannot be believed"},
		"no manifest":   {func(p *portal) { delete(p.fs, "data/releases/1.0.0/release.json") }, "data/releases/1.0.0/release.json: error: the file cannot be read"},
		"other version": {func(p *portal) { p.fs["data/releases/1.0.9/release.json"] = p.fs["data/releases/1.0.0/release.json"] }, "it is the manifest of release 1.0.0"},
		"no version":    {func(p *portal) { p.put("data/releases/baru/x.csv", "") }, `data/releases/baru: error: the folder's name "baru" is not a version`},
		"stranger":      {func(p *portal) { p.put("data/releases/1.0.0/catatan.txt", "") }, "data/releases/1.0.0/catatan.txt: error: the file is not part of release 1.0.0"},
		"gone": {func(p *portal) {
			for name := range p.fs {
				if strings.HasPrefix(name, "data/releases/1.0.0/") {
					delete(p.fs, name)
				}
			}
		}, "data/releases/1.0.0: error: release 1.0.0 is gone; release 1.0.1 came after it"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.release("1.0.0", "2026-11-25")
			p.edit("data/kube.csv", "Tunas Baru,10", "Tunas Baru,11")
			p.release("1.0.1", "2026-12-01")
			c.damage(p)
			log := &diag.Log{}
			Load(p.fs, log)
			wantLog(t, log, c.want)
		})
	}
}

func TestFilesOfTheSystemInAReleaseAreLeftAlone(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.put("data/releases/1.0.0/.DS_Store", "x")
	p.put("data/releases/.1.0.1.part/kube.csv", "x")
	p.put("data/releases/README", "x")
	if len(p.releases()) != 1 {
		t.Error("the release is not alone")
	}
}

func TestPortalWithoutReleasesHasNone(t *testing.T) {
	p := newPortal(t)
	if all := p.releases(); all != nil {
		t.Errorf("got %v", all)
	}
	wantLog(t, p.check())
}

func TestTheCSVOfAReleaseKeepsWhatACellIs(t *testing.T) {
	schema := &table.Schema{Fields: []table.Field{{Name: "a", Type: table.String}, {Name: "b", Type: table.Integer}}}
	b := table.NewBuilder(schema, 0)
	for _, row := range [][2]table.Value{
		{{Text: "x\"y\r\nz,", Type: table.String}, {Text: "1", Type: table.Integer}},
		{{Text: "", Type: table.String}, {Type: table.Integer, State: table.Missing}},
		{{Type: table.String, State: table.Missing}, {Type: table.Integer, State: table.Suppressed}},
		{{Text: "[c]", Type: table.String}, {Text: "-2", Type: table.Integer}},
	} {
		b.Append(row[:])
	}
	want := b.Table()
	var csv bytes.Buffer
	if err := export.WriteCSV(&csv, want); err != nil {
		t.Fatal(err)
	}
	got, err := readCSV(csv.String(), schema, []string{"b"}, 4)
	if err != nil {
		t.Fatal(err)
	}
	for row := range want.Len() {
		for col := range 2 {
			if got.Value(row, col) != want.Value(row, col) {
				t.Errorf("row %d column %d: %+v, want %+v", row, col, got.Value(row, col), want.Value(row, col))
			}
		}
	}
}

func TestACSVThatLumbungDidNotWriteIsRefused(t *testing.T) {
	schema := &table.Schema{Fields: []table.Field{{Name: "a"}, {Name: "b"}}}
	for csv, want := range map[string]string{
		"a,c\r\n":           "its columns are",
		"a,b\r\n1\r\n":      "row 1 has 1 cells and not 2",
		"a,b\r\n1,2\n":      "CRLF",
		"a,b\r\n1,\"2\r\n":  "no end",
		"a,b\r\n\"1\"x,2\r": "CRLF",
	} {
		if _, err := readCSV(csv, schema, nil, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", csv, err, want)
		}
	}
}
