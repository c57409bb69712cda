package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// problemWriter writes problems in a form.
type problemWriter func(env *environment, all []*diag.Diagnostic) error

var checkFormats = map[string]problemWriter{
	"text": func(env *environment, all []*diag.Diagnostic) error {
		env.diagnostics(all)
		return nil
	},
	"json": func(env *environment, all []*diag.Diagnostic) error {
		return diag.PrintJSON(env.stdout, all, env.say)
	},
	"github": writeGitHub,
	"sarif":  writeSARIF,
}

// writeGitHub writes the lines that GitHub's runners turn into annotations. Their format
// escapes what would end a line or a property.
func writeGitHub(env *environment, all []*diag.Diagnostic) error {
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range all {
		level := map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "notice"}[d.Severity]
		var where []string
		if name := d.Span.Name(); name != "" {
			where = append(where, "file="+property.Replace(name))
		}
		if d.Span.Line > 0 {
			where = append(where, fmt.Sprintf("line=%d", d.Span.Line), fmt.Sprintf("col=%d", d.Span.Col))
		}
		where = append(where, "title="+property.Replace(d.Rule))
		message := env.text(d.Format, d.Args...)
		for _, n := range d.Notes {
			message += "\n" + env.text(n.Format, n.Args...)
		}
		if _, err := fmt.Fprintf(env.stdout, "::%s %s::%s\n", level, strings.Join(where, ","), text.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

// SARIF 2.1.0, the parts that code scanning reads.
type sarif struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    sarifTool     `json:"tool"`
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	} `json:"driver"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Full  sarifText `json:"fullDescription"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndColumn   int `json:"endColumn"`
}

func writeSARIF(env *environment, all []*diag.Diagnostic) error {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver.Name, run.Tool.Driver.Rules = "lumbung", []sarifRule{}
	seen := map[string]bool{}
	for _, d := range all {
		if !seen[d.Rule] {
			seen[d.Rule] = true
			r := rules()[d.Rule]
			says := r.says(env)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{d.Rule, sarifText{says}, sarifText{says + "\n\n" + r.example(env)}})
		}
		r := sarifResult{RuleID: d.Rule, Message: sarifText{env.text(d.Format, d.Args...)},
			Level: map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "note"}[d.Severity]}
		for _, n := range d.Notes {
			r.Message.Text += "\n" + env.text(n.Format, n.Args...)
		}
		if name := d.Span.Name(); name != "" {
			var at sarifLocation
			at.Physical.Artifact.URI = name
			if d.Span.Line > 0 {
				at.Physical.Region = &sarifRegion{d.Span.Line, d.Span.Col, d.Span.Col + max(d.Span.Length, 1)}
			}
			r.Locations = []sarifLocation{at}
		}
		run.Results = append(run.Results, r)
	}
	enc := json.NewEncoder(env.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarif{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}
