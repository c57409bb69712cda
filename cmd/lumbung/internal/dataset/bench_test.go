package dataset

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
)

// registerTOML describes a register of groups: fifteen fields, of which most repeat.
const registerTOML = `name = "register"
title = "Register"
[schema]
primaryKey = ["id"]
fields = [
  { name = "id", type = "string" }, { name = "name", type = "string" }, { name = "slug", type = "string" },
  { name = "founded_year", type = "year" }, { name = "business_type", type = "string" }, { name = "members", type = "integer" },
  { name = "village", type = "string" }, { name = "district", type = "string" }, { name = "region_code", type = "string" },
  { name = "region", type = "string" }, { name = "province", type = "string" }, { name = "category", type = "string" },
  { name = "score_social", type = "integer" }, { name = "score_economic", type = "integer" }, { name = "score_institutional", type = "number" },
]
`

// register makes the files of a register of n groups.
func register(n int) fstest.MapFS {
	var b strings.Builder
	b.WriteString("id,name,slug,founded_year,business_type,members,village,district,region_code,region,province,category,score_social,score_economic,score_institutional\n")
	for i := range n {
		fmt.Fprintf(&b, "KUBE-%06d,Mekar Sejahtera %d,mekar-sejahtera-%d,%d,Ternak kambing %d,%d,Sukamulya %d,Tanjungrejo %d,%02d.%02d,Kabupaten %d,Provinsi %d,%s,%d,%d,%d.5\n",
			i, i, i, 1995+i%20, i%16, 5+i%15, i*7%60000, i*11%6000, 11+i%38, i%14, i%514, i%38, []string{"Tumbuh", "Berkembang", "Mandiri"}[i%3], 7+i%15, 10+i%21, 14+i%29)
	}
	return fstest.MapFS{"data/register.toml": {Data: []byte(registerTOML)}, "data/register.csv": {Data: []byte(b.String())}}
}

func BenchmarkLoadRegister100000(b *testing.B) {
	project := register(100_000)
	b.SetBytes(int64(len(project["data/register.csv"].Data)))
	b.ReportAllocs()
	for b.Loop() {
		log := &diag.Log{}
		if p := Load(project, log); p.Resource("register").Table.Len() != 100_000 || log.Errors() > 0 {
			b.Fatal(printed(log))
		}
	}
}

func TestLoadAllocatesPerColumnNotPerCell(t *testing.T) {
	const rows = 20_000
	project := register(rows)
	if n := testing.AllocsPerRun(1, func() { Load(project, &diag.Log{}) }); n > 1.5*rows {
		t.Errorf("%v allocations for %d cells", n, 15*rows)
	}
}
