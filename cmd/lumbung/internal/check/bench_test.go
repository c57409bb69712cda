package check

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// BenchmarkRegister100000 checks a register of a nation: keys, a reference, categories,
// and the look for people in every cell.
func BenchmarkRegister100000(b *testing.B) {
	var groups, regions strings.Builder
	groups.WriteString("id,name,region,stage,members\n")
	for i := range 100_000 {
		fmt.Fprintf(&groups, "KUBE-%06d,Mekar Sejahtera %d,%04d,%s,%d\n", i, i, 1100+i%514, []string{"Tumbuh", "Berkembang", "Mandiri"}[i%3], 5+i%15)
	}
	regions.WriteString("code\n")
	for i := range 514 {
		fmt.Fprintf(&regions, "%04d\n", 1100+i)
	}
	files := project("data/regions.toml", "[schema]\nprimaryKey = \"code\"\nfields = [{ name = \"code\", type = \"string\" }]\n", "data/regions.csv", regions.String(),
		"data/groups.toml", `[schema]
primaryKey = "id"
foreignKeys = [{ fields = "region", reference = { resource = "regions", fields = "code" } }]
fields = [{ name = "id", type = "string" }, { name = "name", type = "string" }, { name = "region", type = "string" },
  { name = "stage", type = "string", categories = ["Tumbuh", "Berkembang", "Mandiri"] },
  { name = "members", type = "integer", constraints = { minimum = 1, maximum = 20 } }]
[profile]
path = "kube/{name}"
title = "{name}"
`, "data/groups.csv", groups.String())
	log := &diag.Log{}
	pkg := dataset.Load(files, log)
	b.Run("data", func(b *testing.B) {
		for b.Loop() {
			Data(pkg, log)
		}
	})
	b.Run("personal", func(b *testing.B) {
		for b.Loop() {
			Personal(files, pkg, &dataset.Package{}, "", nil, log)
		}
	})
	b.Run("publish", func(b *testing.B) {
		for b.Loop() {
			Publish(pkg, log)
		}
	})
	if log.Errors() > 0 {
		b.Fatal(said(log)[:500])
	}
}
