package release

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// nik has the form of an identity number, and is nobody's.
const nik = "5371014501900001"

func (p *portal) personal() *diag.Log {
	p.t.Helper()
	log := &diag.Log{}
	Personal(p.fs, p.releases(), p.now(), p.raw(), log)
	return log
}

func TestAReleaseThatHoldsANumberOfAPersonIsAnErrorThatDoesNotTellIt(t *testing.T) {
	p := newPortal(t)
	p.edit("data/kube.csv", "Sinar,", "\"Sinar, "+nik+"\",")
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "\"Sinar, "+nik+"\",", "Sinar,7")
	p.release("1.0.1", "2026-11-26")
	log := p.personal()
	wantLog(t, log, "data/releases/1.0.0/kube.csv:4:3: error: this looks like the number of an identity card",
		`"lumbung release --withdraw 1.0.0" takes the release's files back`, `let it pass in field "nama" with privacy = { allow = ["nik"]`)
	if got := printed(log); strings.Contains(got, nik[:6]) || strings.Contains(got, "1.0.1") || log.Errors() != 1 {
		t.Errorf("got\n%s", got)
	}
}

func TestAFrozenDescriptorIsLookedThroughToo(t *testing.T) {
	p := newPortal(t)
	p.edit("data/kube.toml", "Sepuluh kelompok", "Hubungi 0812-3456-7890")
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "Tunas Baru,10", "Tunas Baru,11")
	p.release("1.0.1", "2026-11-26")
	p.edit("data/kube.toml", "Hubungi 0812-3456-7890", "Sepuluh kelompok")
	log := p.personal()
	wantLog(t, log, "data/releases/1.0.0/kube.resource.json:7:26: error: this looks like a phone number",
		"lumbung release --withdraw 1.0.0", "lumbung release --withdraw 1.0.1")
	if log.Errors() != 1 {
		t.Errorf("a file that two releases share is told once, not:\n%s", printed(log))
	}
}

func TestAWaiverOfADescriptorsTextsLetsItsFrozenOnePass(t *testing.T) {
	const waiver = "privacy = { allow = [\"phone\"], reason = \"nomor kantor\" }\n"
	p := newPortal(t)
	p.edit("data/kube.toml", "Sepuluh kelompok", "Hubungi 0812-3456-7890")
	p.release("1.0.0", "2026-11-25")
	wantLog(t, p.personal(), "data/releases/1.0.0/kube.resource.json:7:26: error: this looks like a phone number")
	p.edit("data/kube.toml", "title = ", waiver+"title = ")
	wantLog(t, p.personal())
}

func TestAWaiverOfNowOrOfAFieldThatIsGoneLetsAReleasePass(t *testing.T) {
	const field = "[[schema.fields]]\nname = \"kontak\"\ntype = \"string\"\n"
	const waiver = "privacy = { allow = [\"phone\"], reason = \"nomor kantor\" }\n"
	for name, c := range map[string]struct {
		then, now string // of field kontak; "" for none
		want      string
	}{
		"let pass then and now":         {field + waiver, field + waiver, ""},
		"let pass now":                  {field, field + waiver, ""},
		"let pass then, the field gone": {field + waiver, "", ""},
		"no longer let pass":            {field + waiver, field, `let it pass in field "kontak"`},
		"never let pass, field gone":    {field, "", "this looks like a phone number"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.put("data/kantor.toml", "title = \"Kantor\"\npath = \"kantor.csv\"\n[[schema.fields]]\nname = \"no\"\ntype = \"integer\"\n"+c.then)
			p.put("data/kantor.csv", "no,kontak\n1,0812-3456-7890\n")
			p.release("1.0.0", "2026-11-25")
			p.put("data/kantor.toml", "title = \"Kantor\"\npath = \"kantor.csv\"\n[[schema.fields]]\nname = \"no\"\ntype = \"integer\"\n"+c.now)
			p.put("data/kantor.csv", "no,kontak\n1,x\n")
			if c.now == "" {
				p.put("data/kantor.csv", "no\n1\n")
			}
			if c.want == "" {
				wantLog(t, p.personal())
			} else {
				wantLog(t, p.personal(), c.want, "data/releases/1.0.0/kantor.csv:2:3: error")
			}
		})
	}
}

func TestTwoNumbersBesideEachOtherInAReleaseAreNotOne(t *testing.T) {
	p := newPortal(t)
	p.edit("data/kube.csv", "1,Tunas Baru,10", "1,0812,34567890")
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "1,0812,34567890", "1,Tunas Baru,10")
	wantLog(t, p.personal())
}

func TestTheWaiverIsNoDifferenceForReaders(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.toml", "name = \"nama\"\n", "name = \"nama\"\nprivacy = { allow = [\"phone\"], reason = \"nomor kantor\" }\n")
	if c := p.changes(); len(c.Datasets) != 0 {
		t.Errorf("changes: %+v", c.Datasets[0].Facts)
	}
}
