package release

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

func TestChangedDataUnderTheOldVersionIsAnError(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "Tunas Baru,10", "Tunas Baru,11")
	wantLog(t, p.check(), `site.toml:3:11: error: the data changed since release 1.0.0, but the version is still "1.0.0"`,
		`dataset "kube": 1 cell revised, 0 rows added, 0 rows removed, 0 changes of fields (PATCH)`,
		`write version = "1.0.1" and the day's date`)
}

func TestABetterDescriptionNeedsNoNewVersion(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.toml", "Sepuluh kelompok", "Tiga kelompok")
	wantLog(t, p.check())
}

func TestAnotherUnitIsAnotherFigureAndNeedsANewVersion(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.toml", `en = "people"`, `en = "households"`)
	wantLog(t, p.check(), `the data changed since release 1.0.0, but the version is still "1.0.0"`, `dataset "kube": 0 cells revised, 0 rows added, 0 rows removed, 1 change of fields (PATCH)`)
}

func TestAnotherNameOfTheDataPackageMayWaitForAMajorStep(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("site.toml", "Kube Kupang", "Kube NTT")
	wantLog(t, p.check())
	p.edit("site.toml", "1.0.0", "1.0.1")
	wantLog(t, p.check(), "site.toml:3:11: warning: the changes since release 1.0.0 ask for a MAJOR step: version 2.0.0",
		`the portal's title gives the data package its name: it was "kube-kupang" and is now "kube-ntt"`)
	version, _ := ParseVersion("1.0.1")
	log := &diag.Log{}
	if Allowed(version, p.site(), p.releases(), p.now(), log) {
		t.Error("allowed")
	}
	wantLog(t, log, "ask for a MAJOR step: version 2.0.0, not 1.0.1", `is now "kube-ntt"`)
	if got := p.changes().Renamed.Text; got.In("en") != "The data package was “kube-kupang” and is now “kube-ntt”." || !got.Has("id") {
		t.Errorf("told as %q", got.In("en"))
	}
}

func TestAVersionInTheMakingIsAllowedButItsStepIsWatched(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("site.toml", "1.0.0", "1.0.1")
	p.edit("data/kube.csv", "3,Sinar,\n", "3,Sinar,\n4,Baru,9\n")
	wantLog(t, p.check(), "site.toml:3:11: warning: the changes since release 1.0.0 ask for a MINOR step: version 1.1.0")
	p.edit("site.toml", "1.0.1", "1.1.0")
	wantLog(t, p.check())
}

func TestTheVersionOfSiteTOMLMustFitTheReleases(t *testing.T) {
	for name, c := range map[string]struct{ old, next, want string }{
		"older":       {`"1.1.0"`, `"1.0.0"`, `version "1.0.0" is older than release 1.1.0`},
		"no version":  {"version = \"1.1.0\"\n", "", "the portal has releases, but site.toml has no version"},
		"no SemVer":   {`"1.1.0"`, `"2026"`, `"2026" is not a version`},
		"other date":  {"2026-11-25", "2026-11-26", `site.toml:4:8: error: release 1.1.0 is of 2026-11-25, not of "2026-11-26"`},
		"nothing":     {"x", "x", ""},
		"newer, same": {`"1.1.0"`, `"1.1.1"`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.release("1.1.0", "2026-11-25")
			if c.old != "x" {
				p.edit("site.toml", c.old, c.next)
			}
			if c.want == "" {
				wantLog(t, p.check())
			} else {
				wantLog(t, p.check(), c.want)
			}
		})
	}
}

func TestWhatMayBeReleased(t *testing.T) {
	for name, c := range map[string]struct {
		version string
		edit    func(p *portal)
		want    []string
	}{
		"correction":        {"1.0.1", func(p *portal) { p.edit("data/kube.csv", "Baru,10", "Baru,11") }, nil},
		"larger than asked": {"2.0.0", func(p *portal) { p.edit("data/kube.csv", "Baru,10", "Baru,11") }, nil},
		"description":       {"1.0.1", func(p *portal) { p.edit("data/kube.toml", "Sepuluh", "Tiga") }, nil},
		"nothing changed":   {"1.0.1", func(p *portal) {}, []string{"site.toml:3:11: error: nothing changed since release 1.0.0"}},
		"too small": {"1.0.1", func(p *portal) { p.edit("data/kube.csv", "3,Sinar,\n", "3,Sinar,\n4,Baru,9\n") },
			[]string{"ask for a MINOR step: version 1.1.0, not 1.0.1", `dataset "kube": 0 cells revised, 1 row added`}},
		"not newer": {"1.0.0", func(p *portal) {}, []string{"version 1.0.0 is not newer than release 1.0.0", "1.0.1"}},
		"no date":   {"1.0.1", func(p *portal) { p.edit("site.toml", "date = \"2026-11-25\"\n", "") }, []string{"site.toml has no date"}},
		"earlier":   {"1.0.1", func(p *portal) { p.edit("site.toml", "2026-11-25", "2026-11-24") }, []string{"site.toml:4:8: error: the date is earlier than that of release 1.0.0, 2026-11-25"}},
		"no data": {"2.0.0", func(p *portal) {
			for _, name := range []string{"kube", "pmks"} {
				delete(p.fs, "data/"+name+".toml")
				delete(p.fs, "data/"+name+".csv")
			}
		}, []string{"there is no dataset to release"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.release("1.0.0", "2026-11-25")
			if c.version != "1.0.0" {
				p.edit("site.toml", "1.0.0", c.version)
			}
			c.edit(p)
			version, _ := ParseVersion(c.version)
			log := &diag.Log{}
			ok := Allowed(version, p.site(), p.releases(), p.now(), log)
			if ok != (len(c.want) == 0) {
				t.Errorf("allowed: %v", ok)
			}
			wantLog(t, log, c.want...)
		})
	}
}

func TestTheCommandAndSiteTOMLMustNameTheSameVersion(t *testing.T) {
	p := newPortal(t)
	log := &diag.Log{}
	version, _ := ParseVersion("1.1.0")
	if Allowed(version, p.site(), nil, p.now(), log) {
		t.Error("allowed")
	}
	wantLog(t, log, `site.toml:3:11: error: site.toml says version "1.0.0", not "1.1.0"`, `write version = "1.1.0"`)
}

const countsTOML = `title = "Jumlah"
path = "jumlah.csv"

[schema]
primaryKey = ["desa"]

[[schema.fields]]
name = "desa"
type = "string"

[[schema.fields]]
name = "orang"
type = "integer"

[[schema.fields]]
name = "ketua"
type = "string"
`

func counts(t *testing.T) *portal {
	p := newPortal(t)
	p.put("data/jumlah.toml", countsTOML)
	p.put("data/jumlah.csv", "desa,orang,ketua\nTarus,12,A\nOesapa,3,B\nOebelo,4,C\n")
	return p
}

func TestWhatIsHiddenNowMustNotStandInAnOldRelease(t *testing.T) {
	p := counts(t)
	p.release("1.0.0", "2026-11-25")
	p.put("data/jumlah.toml", countsTOML+"\n[disclosure]\nfields = [\"orang\"]\n")
	log := &diag.Log{}
	Exposed(p.releases(), p.raw(), p.resources(), log)
	wantLog(t, log, `error: disclosure control hides 2 cells of dataset "jumlah" that release 1.0.0 shows`,
		`the first is field "orang" of the row with desa = Oesapa`, "lumbung release --withdraw 1.0.0")
	if strings.Contains(printed(log), "3") {
		t.Errorf("the message tells a value:\n%s", printed(log))
	}
}

func TestAReleaseThatHidTheSameShowsNothing(t *testing.T) {
	p := counts(t)
	p.put("data/jumlah.toml", countsTOML+"\n[disclosure]\nfields = [\"orang\"]\n")
	p.release("1.0.0", "2026-11-25")
	log := &diag.Log{}
	Exposed(p.releases(), p.raw(), p.resources(), log)
	wantLog(t, log)
	if c := p.changes(); len(c.Datasets) != 0 {
		t.Errorf("hidden cells are the same hidden cells: %+v", c.Datasets[0].Facts)
	}
}

func TestAPrivateFieldMustNotStandInAnOldRelease(t *testing.T) {
	p := counts(t)
	p.release("1.0.0", "2026-11-25")
	p.put("data/jumlah.toml", countsTOML+"private = true\n")
	log := &diag.Log{}
	Exposed(p.releases(), p.raw(), p.resources(), log)
	wantLog(t, log, `data/jumlah.toml:18:1: error: field "ketua" is private, but release 1.0.0 shows it`)
}

func TestAPrivateDatasetMustNotStandInAnOldRelease(t *testing.T) {
	p := counts(t)
	p.release("1.0.0", "2026-11-25")
	p.put("data/jumlah.toml", "private = true\n"+countsTOML)
	log := &diag.Log{}
	Exposed(p.releases(), p.raw(), p.resources(), log)
	wantLog(t, log, `data/jumlah.toml:1:1: error: dataset "jumlah" is private, but release 1.0.0 shows it`, "lumbung release --withdraw 1.0.0")
	if strings.Contains(printed(log), "field") {
		t.Errorf("its fields are told as well:\n%s", printed(log))
	}
}

func TestAWithdrawnReleaseShowsNothingAndLeavesTheOthersWhole(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "Tunas Baru,10", "Tunas Baru,11")
	p.release("1.0.1", "2026-12-01")
	p.edit("data/pmks.csv", "2,anak", "2,anak telantar")
	p.release("1.1.0", "2026-12-02")

	version, _ := ParseVersion("1.0.0")
	w, ok, err := Withdraw(version, p.releases())
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	p.write(w.Write)
	for _, name := range w.Remove {
		delete(p.fs, name)
	}
	all := p.releases()
	if len(all) != 3 || !all[2].Withdrawn || len(all[2].Datasets) != 0 {
		t.Fatalf("releases: %+v", all)
	}
	for name := range p.fs {
		if strings.HasPrefix(name, "data/releases/1.0.0/") && !strings.HasSuffix(name, manifestFile) {
			t.Errorf("%s is still there", name)
		}
	}
	if got := all[1].Dataset("pmks").CSV.Release; got != "1.0.1" {
		t.Errorf("the table that 1.0.1 shares is in %s", got)
	}
	if got := all[0].Dataset("kube").Descriptor.Release; got != "1.0.1" {
		t.Errorf("the descriptor that 1.1.0 shares is in %s", got)
	}
	for _, r := range all[:2] {
		for _, d := range r.Datasets {
			if _, err := d.Resource(); err != nil {
				t.Error(err)
			}
		}
	}
	if _, ok, _ := Withdraw(version, all); ok {
		t.Error("a release can be withdrawn once")
	}
	none, _ := ParseVersion("7.0.0")
	if _, ok, _ := Withdraw(none, all); ok {
		t.Error("a release that does not exist was withdrawn")
	}
}

func TestAWithdrawnVersionIsNotPublishedAgain(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	version, _ := ParseVersion("1.0.0")
	w, _, err := Withdraw(version, p.releases())
	if err != nil {
		t.Fatal(err)
	}
	p.write(w.Write)
	for _, name := range w.Remove {
		delete(p.fs, name)
	}
	wantLog(t, p.check(), "release 1.0.0 was withdrawn", `write version = "1.0.1"`)
	p.edit("site.toml", "1.0.0", "1.0.1")
	wantLog(t, p.check())
	next, _ := ParseVersion("1.0.1")
	if log := new(diag.Log); !Allowed(next, p.site(), p.releases(), p.now(), log) {
		t.Errorf("not allowed:\n%s", printed(log))
	}
}
