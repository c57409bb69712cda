package table

import (
	"errors"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

func TestCheckerTestsWhatAValueMeans(t *testing.T) {
	two, three := 2, 3
	for _, c := range []struct {
		name  string
		field Field
		good  []string
		bad   []string
		want  string // about the first bad one
	}{
		{"minimum", Field{Type: Number, Constraints: Constraints{Minimum: "7"}}, []string{"7", "7.00", "INF"}, []string{"6.99", "NaN"}, `"6.99" is less than the minimum 7 (field "f")`},
		{"maximum as in a cell", Field{Type: Number, DecimalChar: ",", Constraints: Constraints{Maximum: "18,3"}}, []string{"18.3"}, []string{"18.31"}, `"18.31" is more than the maximum 18.3 (field "f")`},
		{"exclusive minimum", Field{Type: Integer, Constraints: Constraints{ExclusiveMinimum: "0"}}, []string{"1"}, []string{"0"}, `"0" is not more than 0 (field "f")`},
		{"exclusive maximum", Field{Type: Year, Constraints: Constraints{ExclusiveMaximum: "2017"}}, []string{"2016"}, []string{"2017"}, `"2017" is not less than 2017 (field "f")`},
		{"dates", Field{Type: Date, Format: "%d/%m/%Y", Constraints: Constraints{Minimum: "2016-01-31"}}, []string{"2016-02-01"}, []string{"2016-01-30"}, `"2016-01-30" is less than the minimum 2016-01-31 (field "f")`},
		{"dates as in a cell", Field{Type: Date, Format: "%d/%m/%Y", Constraints: Constraints{Minimum: "31/01/2016"}}, []string{"2016-02-01"}, []string{"2016-01-30"}, `"2016-01-30" is less than the minimum 2016-01-31 (field "f")`},
		{"a day as a moment", Field{Type: Datetime, Constraints: Constraints{Minimum: "2016-01-31"}}, []string{"2016-01-31T00:00:00"}, []string{"2016-01-30T23:59:59"}, `"2016-01-30T23:59:59" is less than the minimum 2016-01-31T00:00:00 (field "f")`},
		{"enum", Field{Type: Number, Constraints: Constraints{Enum: []string{"1", "2.50"}}}, []string{"1.0", "2.5"}, []string{"2"}, `"2" is not one of the values of "f"`},
		{"characters, not bytes", Field{Type: String, Constraints: Constraints{MinLength: &two, MaxLength: &three}}, []string{"éé", "ééé"}, []string{"é", "éééé"}, `"é" has 1 characters, fewer than the 2 that "f" needs`},
		{"items", Field{Type: List, Constraints: Constraints{MaxLength: &two}}, []string{`["a","b"]`}, []string{`["a","b","c"]`}, `"[\"a\",\"b\",\"c\"]" has 3 items, more than the 2 that "f" may have`},
		{"properties", Field{Type: Object, Constraints: Constraints{MinLength: &two}}, []string{`{"a":1,"b":2}`}, []string{`{"a":1}`}, `"{\"a\":1}" has 1 properties, fewer than the 2 that "f" needs`},
		{"pattern matches all", Field{Type: String, Constraints: Constraints{Pattern: `[0-9]{2}\.[0-9]{2}`}}, []string{"53.01"}, []string{"53.011", "x53.01", "53-01"}, `"53.011" does not match the pattern [0-9]{2}\.[0-9]{2} of "f"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.field.Name = "f"
			k := NewChecker(&c.field)
			for _, text := range c.good {
				if v := k.Check(text); v != nil {
					t.Errorf("%q: %s", text, v.Message)
				}
			}
			for i, text := range c.bad {
				v := k.Check(text)
				if v == nil {
					t.Errorf("%q passed", text)
				} else if i == 0 && v.Message.String() != c.want {
					t.Errorf("got %s", v.Message)
				}
			}
		})
	}
	if NewChecker(&Field{Type: String, Constraints: Constraints{Required: true, Unique: true}}) != nil {
		t.Error("nothing to check in a cell, and yet a checker")
	}
}

func TestPatternIsThatOfXMLSchema(t *testing.T) {
	for _, c := range []struct{ pattern, good, bad string }{
		{`\d+`, "٣4", "4a"},
		{`\i\c*`, "_kode-1", "1kode"},
		{`[\i-]\c`, "-a", "1a"},
		{`\w+`, "Kube", "Kube Tunas"},
		{`[\w ]+`, "Kube Tunas", "Kube-Tunas"},
		{`\I`, "1", "a"},
		{`\S\s\D`, "a b", "a 1"},
		{`a.c`, "abc", "a\nc"},
		{`a^b$c`, "a^b$c", "abc"},
		{`^[a-z]+$`, "kube", "Kube"},
		{`cost\$`, "cost$", "cost"},
		{`a|bc`, "bc", "ac"},
		{`\p{Lu}\p{Ll}+`, "Noehaen", "noehaen"},
		{`[\p{Lu}[]+`, "A[", "a"},
		{`[^\n]`, "a", "\n"},
	} {
		re, err := compilePattern(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if !re.MatchString(c.good) || re.MatchString(c.bad) {
			t.Errorf("%s (%s): %q %v, %q %v", c.pattern, re, c.good, re.MatchString(c.good), c.bad, re.MatchString(c.bad))
		}
	}
	for _, pattern := range []string{`[a-z-[aeiou]]`, `\p{IsBasicLatin}`, `\p`, `a\`, `(`, `[\I]`, `[\W]`, `\pX}`} {
		if _, err := compilePattern(pattern); err == nil {
			t.Errorf("%s was taken", pattern)
		}
	}
}

func TestFieldCheckTellsWhatMakesNoSense(t *testing.T) {
	minus := -1
	for _, c := range []struct {
		want  string // "" is nothing wrong
		field Field
	}{
		{"", Field{Type: Integer, GroupChar: "."}},
		{"", Field{Type: Date, Format: "%d/%m/%Y", Constraints: Constraints{Minimum: "2016-01-01"}}},
		{"", Field{Type: List, ItemType: Integer, Delimiter: ";"}},
		{"", Field{Type: String, Categories: []Category{{Value: "Baik"}}, Constraints: Constraints{Pattern: "[A-Z].*"}}},
		{"format: type \"integer\" has no format \"email\"", Field{Type: Integer, Format: "email"}},
		{"format: \"%d/%m\" does not tell year, month and day", Field{Type: Date, Format: "%d/%m"}},
		{"format: \"%Y-%m-%d %H\" tells a time of day, which a date has not", Field{Type: Date, Format: "%Y-%m-%d %H"}},
		{"format: \"%Q\" is no part of a pattern", Field{Type: Date, Format: "%Q"}},
		{"format: \"dd/mm/yyyy\" is no pattern of dates and times", Field{Type: Date, Format: "dd/mm/yyyy"}},
		{"format: \"%M\" does not tell the hour", Field{Type: Time, Format: "%M"}},
		{"format: \"%d %H\" tells a day, which a time has not", Field{Type: Time, Format: "%d %H"}},
		{"format: the pattern ends with \"%\"", Field{Type: Date, Format: "%Y%m%d%"}},
		{"decimalChar: decimalChar has no meaning for type \"integer\"", Field{Type: Integer, DecimalChar: ","}},
		{"groupChar: groupChar and decimalChar are both \".\"", Field{Type: Number, GroupChar: "."}},
		{"bareNumber: bareNumber has no meaning for type \"string\"", Field{Type: String, AroundNumber: true}},
		{"trueValues: \"x\" would be both true and false", Field{Type: Boolean, TrueValues: []string{"x"}, FalseValues: []string{"x"}}},
		{"itemType: a list cannot hold items of type \"object\"", Field{Type: List, ItemType: Object}},
		{"categories: categories has no meaning for type \"number\"", Field{Type: Number, Categories: []Category{{Value: "1"}}}},
		{"categories[0]: \"x\" is no value of type \"integer\"", Field{Type: Integer, Categories: []Category{{Value: "x"}}}},
		{"constraints.minimum: minimum has no meaning for type \"string\"", Field{Type: String, Constraints: Constraints{Minimum: "1"}}},
		{"constraints.maximum: \"banyak\" is no value of type \"integer\"", Field{Type: Integer, Constraints: Constraints{Maximum: "banyak"}}},
		{"constraints.enum[1]: \"b\" is no value of type \"year\"", Field{Type: Year, Constraints: Constraints{Enum: []string{"2016", "b"}}}},
		{"constraints.minLength: minLength has no meaning for type \"integer\"", Field{Type: Integer, Constraints: Constraints{MinLength: new(int)}}},
		{"constraints.maxLength: maxLength cannot be less than 0", Field{Type: String, Constraints: Constraints{MaxLength: &minus}}},
		{"constraints.pattern: pattern has no meaning for type \"date\"", Field{Type: Date, Constraints: Constraints{Pattern: "2016.*"}}},
		{"constraints.pattern: the pattern cannot be used: ) is missing", Field{Type: String, Constraints: Constraints{Pattern: "("}}},
		{"constraints.jsonSchema: the constraint jsonSchema is not checked", Field{Type: Object, Constraints: Constraints{JSONSchema: "{}"}}},
		{"missingValues: a field may have 252 missingValues, not 300", Field{Type: String, MissingValues: make([]MissingValue, 300)}},
	} {
		var got []string
		for _, f := range c.field.Check() {
			got = append(got, f.String())
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// What is wrong with a pattern is told in words that can be translated, not in Go's.
func TestFaultsOfPatternsAreInOurWords(t *testing.T) {
	for pattern, want := range map[string]string{
		"[ab":                  "] is missing: [ab",
		"(a":                   ") is missing",
		"a)":                   ") is too many",
		"[z-a]":                "this is no range or class of characters: z-a",
		"*a":                   "there is nothing before it to repeat: *",
		"a**":                  "one repetition follows another: **",
		"a{1001}":              "it cannot be repeated so often: {1001}",
		`\q`:                   `this cannot follow a backslash: \q`,
		"(?z)":                 "(? cannot begin a group so: (?z",
		"(?P<a-b>a)":           "this name of a group cannot be used: (?P<a-b>",
		"\xff":                 "this is no UTF-8: \xff)$",
		`\p{Latinish}`:         `this is no range or class of characters: \p{Latinish}`,
		`a\`:                   "the pattern ends with a backslash",
		"((a{100}){100}){100}": "it cannot be repeated so often: {100}",
	} {
		_, err := compilePattern(pattern)
		if err == nil {
			t.Errorf("%q is no fault", pattern)
			continue
		}
		var own diag.Worded
		if !errors.As(err, &own) || strings.TrimSuffix(err.Error(), ")$") != strings.TrimSuffix(want, ")$") {
			t.Errorf("%q: %v, want %s", pattern, err, want)
		}
	}
	for code, words := range patternFaults {
		if words.String() == "" || words.String() == code.String() {
			t.Errorf("%q has no words of ours", code)
		}
	}
}
