// Package config reads site.toml: what the portal is called, who publishes it, in which
// languages, under which licence, and which publications its figures come from.
//
// Site is the file's content. Decode gives it with diagnostics at each key's place; the
// other packages never read site.toml themselves.
package config

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Site is a portal's settings.
type Site struct {
	Title       locale.Text   `toml:"title"`
	Description locale.Text   `toml:"description"`
	Languages   []locale.Lang `toml:"languages"` // the first stands at the root of the site
	BaseURL     string        `toml:"baseURL"`   // absolute address, ends in "/"; "" when not known yet
	Version     string        `toml:"version"`   // of the data, as the Data Package recipe counts
	Date        string        `toml:"date"`      // when the data of this version was published, YYYY-MM-DD
	Theme       string        `toml:"theme"`     // folder in themes/; "" is tenun
	Keywords    locale.Texts  `toml:"keywords"`

	Publisher Publisher   `toml:"publisher"`
	Funder    Funder      `toml:"funder"`
	License   License     `toml:"license"` // of data and text
	CodeURL   string      `toml:"codeURL"` // where the portal's sources are
	Spatial   locale.Text `toml:"spatial"`
	DOI       string      `toml:"doi"`       // of the portal as a whole, where it has one
	Frequency string      `toml:"frequency"` // accrual periodicity, an EU frequency code such as IRREG

	Navigation   []NavItem              `toml:"navigation"`
	Publications map[string]Publication `toml:"publications"`
	Report       Report                 `toml:"report"`
	Rules        map[string]string      `toml:"rules"`   // rule name = error, warning, info or off
	Cards        int                    `toml:"cards"`   // up to how many profiles of a set, or claims, have social cards; 0 is 200, -1 none
	Offline      int                    `toml:"offline"` // up to how many pages the portal is given as one zip to be read offline; 0 is 2000, -1 never
	Outputs      Outputs                `toml:"outputs"`
	Privacy      *privacy.Waiver        `toml:"privacy"` // of the file's texts; nil: nothing personal may stand in them but report.email

	Doc *tomlfile.Doc `toml:"-"`
}

// Publisher is who answers for the portal.
type Publisher struct {
	Name locale.Text `toml:"name"`
	URL  string      `toml:"url"`
	Type string      `toml:"type"` // ADMS publisher type, such as NonProfitOrganisation
}

// Funder is who paid for the data, where it is somebody else and known.
type Funder struct {
	Name locale.Text `toml:"name"`
	URL  string      `toml:"url"`
}

// License is the terms of reuse.
type License struct {
	Name  string      `toml:"name"` // Open Definition or SPDX identifier, such as CC-BY-4.0
	Title locale.Text `toml:"title"`
	Path  string      `toml:"path"` // its address
}

// Outputs is what a portal publishes beside its pages: all there is, unless it says less.
type Outputs struct {
	Formats  []string `toml:"formats"`  // of each dataset: csv, xlsx, csv-excel, json, json-columns, parquet; the CSV is always there
	SQLite   *bool    `toml:"sqlite"`   // one database of all datasets
	Zip      *bool    `toml:"zip"`      // one zip of all data
	Search   *bool    `toml:"search"`   // the search index
	Metadata *bool    `toml:"metadata"` // descriptors, catalogue, API, citations, sitemap, feed
	Pictures *bool    `toml:"pictures"` // PNGs of charts, and the cards of pages
}

// On says whether an output is wanted: it is, unless it was switched off.
func On(setting *bool) bool { return setting == nil || *setting }

// NavItem is a link of the header: a page by its reference ("data", "dataset:kube",
// "profiles:kube", "stories", "claims", "page:method") and its name.
type NavItem struct {
	Page  string      `toml:"page"`
	Title locale.Text `toml:"title"`
}

// Publication is a source that figures were transcribed from.
type Publication struct {
	Type      string      `toml:"type"` // CSL type, such as article-journal, report
	Title     locale.Text `toml:"title"`
	Authors   []Author    `toml:"authors"`
	Issued    string      `toml:"issued"` // year, month or date
	Publisher string      `toml:"publisher"`
	Container string      `toml:"container"` // journal, where it is known
	URL       string      `toml:"url"`
	DOI       string      `toml:"doi"`
	Short     locale.Text `toml:"short"` // "Iryani (2016)"
	Note      locale.Text `toml:"note"`  // what is not known of it
}

// Author is a person (family and given name) or a body (name).
type Author struct {
	Family string `toml:"family"`
	Given  string `toml:"given"`
	Name   string `toml:"name"`
	ORCID  string `toml:"orcid"`
}

// Report is where readers tell of errors: an address for mail, or a form for issues.
type Report struct {
	Email  string `toml:"email"`
	Issues string `toml:"issues"` // address of the form; title and body are added as parameters
}

// Main is the language at the root of the site.
func (s *Site) Main() locale.Lang { return s.Languages[0] }

// Decode reads site.toml. The result is usable when ok: with it the rest of the portal can
// be looked at, even when the log has errors and nothing will be written.
func Decode(file *diag.File, log *diag.Log) (site *Site, ok bool) {
	site = &Site{}
	doc, _ := tomlfile.Decode(file, site, log)
	site.Doc = doc
	if !doc.Whole() {
		return site, false
	}
	site.defaults()
	return site, site.check(log)
}

func (s *Site) defaults() {
	if len(s.Languages) == 0 {
		s.Languages = []locale.Lang{"id"}
	}
	if s.Theme == "" {
		s.Theme = "tenun"
	}
	if s.Cards == 0 {
		s.Cards = 200
	}
	if s.Offline == 0 {
		s.Offline = 2000
	}
	if s.BaseURL != "" && !strings.HasSuffix(s.BaseURL, "/") {
		s.BaseURL += "/"
	}
}

var (
	langTag   = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	isoDate   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	themeName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
)

// check gives false when nothing can be planned with the settings: no page without a
// language, no theme without a name.
func (s *Site) check(log *diag.Log) (usable bool) {
	usable = true
	if s.Title.IsZero() {
		log.Error("site", s.Doc.File.Whole(), "the portal has no title").
			Note(`add title = "…", or title = { id = "…", en = "…" }`)
	}
	for i, lang := range s.Languages {
		at := s.Doc.At(tomlfile.Item("languages", i))
		if !langTag.MatchString(string(lang)) {
			usable = false
			log.Error("language", at, "%q is not a language tag", lang).Note(`write it as in BCP 47: "id", "en"`)
		}
		if slices.Index(s.Languages, lang) != i {
			usable = false
			log.Error("language", at, "language %q is listed twice", lang).
				Note("remove one of the two")
		}
	}
	if s.BaseURL != "" {
		s.CheckBaseURL(s.BaseURL, s.Doc.ValueAt("baseURL"), log)
	}
	if s.Date != "" && !isoDate.MatchString(s.Date) {
		log.Error("date", s.Doc.ValueAt("date"), "%q is not a date", s.Date).Note(`write it as "2026-11-24"`)
	}
	if s.DOI != "" && !IsDOI(s.DOI) {
		log.Error("doi", s.Doc.ValueAt("doi"), "%q is not a DOI", s.DOI).Note(NoteDOI)
	}
	for key, p := range s.Publications {
		if p.DOI != "" && !IsDOI(p.DOI) {
			log.Error("doi", s.Doc.ValueAt(tomlfile.Key(tomlfile.Key("publications", key), "doi")), "%q is not a DOI", p.DOI).Note(NoteDOI)
		}
	}
	if !themeName.MatchString(s.Theme) {
		usable = false
		log.Error("theme", s.Doc.ValueAt("theme"), "%q cannot be the name of a theme", s.Theme).
			Note("a theme is a folder in themes/, named in lower-case letters, digits, - and _")
	}
	for rule, level := range s.Rules {
		if err := log.SetLevel(rule, level); err != nil {
			log.Error("rule-level", s.Doc.ValueAt(tomlfile.Key("rules", rule)), "%s", diag.Reason(err)).
				Note("remove it to have the usual level")
		}
	}
	for i, item := range s.Navigation {
		if item.Page == "" {
			log.Error("navigation", s.Doc.At(tomlfile.Item("navigation", i)), "a link of the navigation has no page").
				Note(`add page = "data", or "dataset:NAME", "profiles:NAME", "stories", "claims", "page:PATH"`)
		}
	}
	s.checkAddresses(log)
	s.checkWaiver(log)
	return usable
}

// checkWaiver refuses a waiver that lets a number of a person's card pass: an office has a
// telephone and an address for mail, and no identity card.
func (s *Site) checkWaiver(log *diag.Log) {
	if s.Privacy == nil {
		return
	}
	s.Doc.CheckWaiver(s.Privacy, "privacy", log)
	for i, name := range s.Privacy.Allow {
		if kind, ok := privacy.KindNamed(name); ok && (kind == privacy.Identity || kind == privacy.Card) {
			log.Error("privacy-waiver", s.Doc.ValueAt(tomlfile.Item("privacy.allow", i)), "nothing lets %q pass in the settings of a portal", name).
				Note("an office has no card of its own: remove the number; %q and %q may pass", privacy.Phone.String(), privacy.Email.String())
		}
	}
}

// NoteDOI says how a DOI is written.
const NoteDOI = `write it bare, as "10.5281/zenodo.1234567": addresses are made from it`

var doiForm = regexp.MustCompile(`^10\.\d{4,9}/[^\s"<>]+$`)

// IsDOI says whether a text is a DOI, without the address of a resolver in front.
func IsDOI(s string) bool { return doiForm.MatchString(s) }

// CheckBaseURL reports what is wrong with an address for the site, and warns by name of
// one under a domain that is reserved for examples: it must be replaced before others
// are told of it.
func (s *Site) CheckBaseURL(base string, at diag.Span, log *diag.Log) {
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		log.Error("base-url", at, "%q is not the address of a site", base).Note(`write it as "https://data.example.org/kube/"`)
		return
	}
	host := strings.ToLower(u.Hostname())
	for _, reserved := range []string{"example", "example.org", "example.com", "example.net", "test", "invalid"} {
		if host == reserved || strings.HasSuffix(host, "."+reserved) {
			log.Warn("base-url-example", at, "%s is an example's address: metadata, feeds and citations point there", host).
				Note("replace baseURL by the portal's own address, or give it for one build with --base-url")
			return
		}
	}
}
