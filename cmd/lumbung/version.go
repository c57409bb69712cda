package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

var versionCommand = &command{
	name:  "version",
	short: "say which lumbung this is",
	long: `Version prints the version, the commit it was built from where that is known, the version
of Go and the system. Reports of mistakes should carry it. With --sbom it lists what the
binary was built from, as CycloneDX: every module with its version, sum and licence.

  lumbung version
  lumbung version --sbom > lumbung.cdx.json`,
	setup: func(fs *flag.FlagSet) func(*environment, []string) int {
		sbom := fs.Bool("sbom", false, "write a software bill of materials (CycloneDX, JSON)")
		return func(env *environment, args []string) int {
			if len(args) > 0 {
				return env.misuse("version", misusef("nothing follows %q", "version"))
			}
			if *sbom {
				return env.billOfMaterials(debug.ReadBuildInfo())
			}
			return env.version()
		}
	},
}

// billOfMaterials writes the bill of this binary.
func (env *environment) billOfMaterials(info *debug.BuildInfo, known bool) int {
	if !known {
		return env.fail("this binary does not say what it was built from")
	}
	text, err := billOf(info)
	if env.json && err == nil {
		var line bytes.Buffer
		err = json.Compact(&line, text)
		text = append(line.Bytes(), '\n')
	}
	if err == nil {
		_, err = env.stdout.Write(text)
	}
	if err != nil {
		return env.failed(err)
	}
	return done
}

func (env *environment) version() int {
	v := buildVersion()
	if env.json {
		env.object(map[string]any{"version": v, "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH})
		return done
	}
	fmt.Fprintf(env.stdout, "lumbung %s (%s, %s/%s)\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return done
}

// buildVersion is the module's version, or the commit where it was built in a checkout.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	return versionOf(info)
}

func versionOf(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = "-" + s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+changes"
		}
	}
	return "devel" + commit + dirty
}
