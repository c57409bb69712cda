package main

import (
	"fmt"
	"text/tabwriter"

	"lumbung/cmd/lumbung/internal/config"
)

// practice is one of the 35 of W3C's Data on the Web Best Practices (2017), and whether a
// portal keeps it: "met", "not met" with what to do, or "not applicable" with why.
type practice struct {
	number int
	name   string
	state  func(p *portal) (state, why string)
}

const (
	practiceMet    = "met"
	practiceNot    = "not met"
	practiceNoNeed = "n/a"
)

func met(why string) func(*portal) (string, string) {
	return func(*portal) (string, string) { return practiceMet, why }
}

func noNeed(why string) func(*portal) (string, string) {
	return func(*portal) (string, string) { return practiceNoNeed, why }
}

func metIf(ok func(p *portal) bool, why, mend string) func(*portal) (string, string) {
	return func(p *portal) (string, string) {
		if ok(p) {
			return practiceMet, why
		}
		return practiceNot, mend
	}
}

func hasMetadata(p *portal) bool { return config.On(p.site.Outputs.Metadata) }
func takesReports(p *portal) bool {
	return p.site.Report.Email != "" || p.site.Report.Issues != ""
}
func hasAddress(p *portal) bool { return p.site.BaseURL != "" }

// every says whether all published datasets keep something.
func (p *portal) every(keeps func(i int) bool) bool {
	for i := range p.pkg.Resources {
		if p.pkg.Resources[i].Table != nil && !keeps(i) {
			return false
		}
	}
	return true
}

var practices = []practice{
	{1, "Provide metadata", metIf(hasMetadata, "datapackage.json, DCAT, schema.org, CSVW", "outputs.metadata is off")},
	{2, "Provide descriptive metadata", metIf(func(p *portal) bool {
		return p.every(func(i int) bool { return !p.pkg.Resources[i].Description.IsZero() })
	}, "title and description of each dataset", "give each dataset a description")},
	{3, "Provide structural metadata", met("Table Schema of each dataset")},
	{4, "Provide data license information", metIf(func(p *portal) bool { return p.site.License.Name != "" }, "license in site.toml", "name a license in site.toml")},
	{5, "Provide data provenance information", metIf(func(p *portal) bool {
		return p.every(func(i int) bool { r := p.pkg.Resources[i]; return len(r.Sources) > 0 || r.Query != "" })
	}, "sources down to the table or section", "give each dataset its sources")},
	{6, "Provide data quality information", metIf(func(p *portal) bool {
		return p.every(func(i int) bool { r := p.pkg.Resources[i]; return len(r.Tests)+len(r.Notes)+len(r.Limits) > 0 })
	}, "tests, notes and limits on each dataset's page", "say of each dataset what was checked, or what cannot be concluded")},
	{7, "Provide a version indicator", metIf(func(p *portal) bool { return p.site.Version != "" }, "version in site.toml", "give a version in site.toml")},
	{8, "Provide version history", met("the changes pages and the Atom feed")},
	{9, "Use persistent URIs as identifiers of datasets", metIf(hasAddress, "an address for each dataset", "set baseURL")},
	{10, "Use persistent URIs as identifiers within datasets", metIf(hasAddress, "an anchor for each row, a page for each profile", "set baseURL")},
	{11, "Assign URIs to dataset versions and series", met("releases at their own addresses")},
	{12, "Use machine-readable standardized data formats", met("CSV, JSON, Parquet, XLSX, SQLite")},
	{13, "Use locale-neutral data representations", met("canonical numbers and ISO 8601 dates")},
	{14, "Provide data in multiple formats", metIf(func(p *portal) bool { return len(p.site.Outputs.Formats) != 1 }, "the same values in each", "outputs.formats names one only")},
	{15, "Reuse vocabularies, preferably standardized ones", met("DCAT, Dublin Core, schema.org, Data Package")},
	{16, "Choose the right formalization level", met("tables with typed fields and keys")},
	{17, "Provide bulk download", metIf(func(p *portal) bool { return config.On(p.site.Outputs.Zip) }, "one zip of all data", "outputs.zip is off")},
	{18, "Provide subsets for large datasets", met("rows in shards, downloads of what is in view")},
	{19, "Use content negotiation for serving data available in multiple formats", met("sibling files, told by link rel=alternate: no server is needed")},
	{20, "Provide real-time access", noNeed("the portal publishes releases")},
	{21, "Provide data up to date", met("rebuilt from the sources")},
	{22, "Provide an explanation for data that is not available", met("missing and suppressed cells in words")},
	{23, "Make data available through an API", metIf(hasMetadata, "static JSON under api/", "outputs.metadata is off")},
	{24, "Use Web Standards as the foundation of APIs", met("files over HTTP")},
	{25, "Provide complete documentation for your API", metIf(hasMetadata, "api/index.json and the dictionary", "outputs.metadata is off")},
	{26, "Avoid Breaking Changes to Your API", met("stable names; release suggests the version")},
	{27, "Preserve identifiers", met("releases stay at their addresses")},
	{28, "Assess dataset coverage", noNeed("for archives")},
	{29, "Enrich data by generating new data", metIf(func(p *portal) bool { return len(p.verdicts) > 0 || len(p.pkg.Charts) > 0 }, "charts, derived datasets and claims", "draw a chart or check a claim")},
	{30, "Provide Complementary Presentations", metIf(func(p *portal) bool { return len(p.pkg.Charts) > 0 }, "charts with their numbers", "describe a chart in data/charts.toml")},
	{31, "Gather feedback from data consumers", metIf(takesReports, "a link to report errors on each page", "set report.issues or report.email in site.toml")},
	{32, "Make feedback available", metIf(func(p *portal) bool { return p.site.Report.Issues != "" }, "the issue tracker is public", "set report.issues in site.toml")},
	{33, "Provide Feedback to the Original Publisher", metIf(func(p *portal) bool { return len(p.verdicts) > 0 }, "the page of claims", "check what the publication says in data/claims.toml")},
	{34, "Follow Licensing Terms", met("the licence goes with every download")},
	{35, "Cite the Original Publication", metIf(func(p *portal) bool { return len(p.site.Publications) > 0 }, "publications cited beside the portal", "name the publications in site.toml")},
}

// listPractices writes the table of practices.
func (env *environment) listPractices(p *portal) {
	if p.pkg == nil || p.site == nil {
		return
	}
	if env.json {
		for _, pr := range practices {
			state, why := pr.state(p)
			env.object(map[string]any{"practice": pr.number, "name": pr.name, "state": state, "why": why})
		}
		return
	}
	w := tabwriter.NewWriter(env.stdout, 0, 4, 2, ' ', 0)
	for _, pr := range practices {
		state, why := pr.state(p)
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", pr.number, pr.name, env.text(state), env.text(why))
	}
	_ = w.Flush()
}
