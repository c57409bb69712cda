package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// Work is something that can be cited: the portal, a dataset in a version, one row or
// figure of it, a story, or a publication.
type Work struct {
	ID        string // key in a bibliography
	Kind      string // CSL type: "dataset", "article-journal"
	Form      string // what a part of the portal is, in words: "Chart"; "" for the rest
	Lang      locale.Lang
	Authors   []config.Author
	Title     string
	In        string // the dataset that a row or figure is part of
	Container string // the portal, or the journal
	Issued    string // ISO date, month or year
	Version   string
	Publisher string
	URL       string
	DOI       string
	Note      string // what else identifies the data: its checksum
	Abstract  string
	Keywords  []string
	License   dataset.License
}

// PortalWork is the portal as a whole.
func (p *Portal) PortalWork(lang locale.Lang) Work {
	w := p.work(lang)
	w.ID = p.name()
	w.Title, w.Abstract = p.Site.Title.In(lang), p.Site.Description.In(lang)
	w.Container = ""
	w.Keywords = p.Site.Keywords.In(lang)
	w.Issued, w.Version, w.DOI = p.Modified, p.Version, p.DOI
	w.URL = p.page(p.Home, lang)
	w.License = onlyLicense(p.licenses(nil))
	return w
}

// DatasetWork is a dataset in its version.
func (p *Portal) DatasetWork(d *Dataset, lang locale.Lang) Work {
	w := p.work(lang)
	w.ID = p.name() + "-" + locale.Slug(d.Name)
	w.Title, w.Abstract = d.Title.In(lang), d.Description.In(lang)
	w.Keywords = d.Keywords.In(lang)
	w.Issued, w.Version, w.DOI = p.modified(d), p.version(d), d.DOI
	w.URL = p.page(d.Pages, lang)
	w.License = onlyLicense(p.licenses(d))
	if csv, ok := d.File("csv"); ok && csv.SHA256 != "" {
		w.Note = wordsFor(lang).sha256 + " " + csv.Path + ": " + csv.SHA256
	}
	return w
}

// work is what all works of the portal share.
func (p *Portal) work(lang locale.Lang) Work {
	w := Work{Kind: "dataset", Lang: lang, Container: p.Site.Title.In(lang)}
	if name := p.Site.Publisher.Name.In(lang); name != "" {
		w.Authors, w.Publisher = []config.Author{{Name: name}}, name
	}
	return w
}

func onlyLicense(licenses []dataset.License) dataset.License {
	if len(licenses) == 0 {
		return dataset.License{}
	}
	return licenses[0]
}

// PublicationWork is a publication of site.toml by its key; false when there is none.
func (p *Portal) PublicationWork(key string, lang locale.Lang) (Work, bool) {
	pub, ok := p.Site.Publications[key]
	if !ok {
		return Work{}, false
	}
	return Work{
		ID: key, Kind: first(pub.Type, "document"), Lang: lang, Authors: pub.Authors, Title: pub.Title.In(lang), Container: pub.Container,
		Issued: pub.Issued, Publisher: pub.Publisher, URL: pub.URL, DOI: pub.DOI,
	}, true
}

// PublicationWorks lists the publications that a dataset was taken from, each once.
func (p *Portal) PublicationWorks(d *Dataset, lang locale.Lang) []Work {
	return p.publications(d.Sources, lang)
}

func (p *Portal) publications(sources []dataset.Source, lang locale.Lang) []Work {
	var works []Work
	seen := map[string]bool{}
	for _, s := range sources {
		if w, ok := p.PublicationWork(s.Publication, lang); ok && !seen[s.Publication] {
			seen[s.Publication] = true
			works = append(works, w)
		}
	}
	return works
}

// year is the year of issue, "" when it is not known.
func (w *Work) year() string {
	year, _, _ := strings.Cut(w.Issued, "-")
	return year
}

// address is where the work is found: its DOI, or else its page.
func (w *Work) address() string { return first(doiURL(w.DOI), w.URL) }

func doiURL(doi string) string {
	if doi == "" {
		return ""
	}
	return "https://doi.org/" + doi
}

// versionText is "Versi 1.0.0".
func (w *Work) versionText() string {
	if w.Version == "" {
		return ""
	}
	return wordsFor(w.Lang).version + " " + w.Version
}

// form says what the work is where its title does not: "" for publications.
func (w *Work) form() string {
	if w.Form == "" && w.Kind == "dataset" {
		return wordsFor(w.Lang).dataset
	}
	return w.Form
}
