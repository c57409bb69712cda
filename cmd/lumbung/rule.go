package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// rule is what a rule of diagnostics says, and an example of what breaks it.
type rule struct {
	Level string   `toml:"level"` // where site.toml says nothing
	EN    []string `toml:"en"`    // what it says; an example
	ID    []string `toml:"id"`    // the example is left out where it is the English one
}

// rules are all rules, by name.
var rules = sync.OnceValue(func() map[string]rule {
	data, err := topicFiles.ReadFile("topics/rules.toml")
	if err != nil {
		panic(err) // embedded, and tested
	}
	all := map[string]rule{}
	log := &diag.Log{}
	if _, ok := tomlfile.Decode(&diag.File{Name: "topics/rules.toml", Data: data}, &all, log); !ok {
		panic(log.Sorted()[0].String())
	}
	return all
})

func ruleNames() []string { return slices.Sorted(maps.Keys(rules())) }

// in gives what the rule says and its example in a language.
func (r rule) in(lang string) (says, example string) {
	if len(r.EN) < 2 {
		return "", "" // of a rule that help does not know, which a test looks for
	}
	says, example = r.EN[0], r.EN[1]
	if lang == "id" && len(r.ID) > 0 {
		says = r.ID[0]
		if len(r.ID) > 1 {
			example = r.ID[1]
		}
	}
	return says, example
}

// fixed says that a rule is only of errors, which nobody can switch off.
func (r rule) fixed() bool { return r.Level == "error" }

// print explains the rule.
func (r rule) print(env *environment, w io.Writer, name string) {
	says, example := r.in(env.lang)
	fmt.Fprintf(w, "%s (%s): %s\n\n%s\n  %s\n\n", name, env.text(r.Level), says, env.text("For example:"), example)
	if r.fixed() {
		fmt.Fprintln(w, env.text("It is an error: it cannot be switched off."))
		return
	}
	fmt.Fprintf(w, "%s\n\n  [rules]\n  %s = \"off\"\n", env.text("It can be raised to error, or lowered to info or off, in site.toml:"), name)
}

// knownRules refuses levels in site.toml that would do nothing: of a rule that does not
// exist, or of one that is only of errors.
func knownRules(site *config.Site, log *diag.Log) {
	for _, name := range slices.Sorted(maps.Keys(site.Rules)) {
		at := site.Doc.At(tomlfile.Key("rules", name))
		r, ok := rules()[name]
		switch {
		case !ok:
			d := log.Error("rule-level", at, "there is no rule %q", name)
			if near := diag.Closest(name, ruleNames()); near != "" {
				d.Note("did you mean %q?", near)
			} else {
				d.Note("%q lists the rules", "lumbung help rules")
			}
		case r.fixed():
			log.Error("rule-level", at, "rule %q is only of errors, which cannot be set", name).Note("remove it, and mend what the rule tells")
		}
	}
}
