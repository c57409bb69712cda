package catalog

// workKind is what each format calls a type of work.
type workKind struct {
	bibtex, ris, cff, dataCite, schema string
}

// workKinds are the CSL types that sources of data have; others are documents.
var workKinds = map[string]workKind{
	"dataset":          {"dataset", "DATA", "data", "Dataset", "Dataset"},
	"figure":           {"misc", "FIGURE", "generic", "Image", "ImageObject"},
	"article-journal":  {"article", "JOUR", "article", "JournalArticle", "ScholarlyArticle"},
	"article":          {"misc", "GEN", "generic", "Text", "Article"},
	"book":             {"book", "BOOK", "book", "Book", "Book"},
	"chapter":          {"incollection", "CHAP", "book", "BookChapter", "Chapter"},
	"report":           {"techreport", "RPRT", "report", "Report", "Report"},
	"thesis":           {"phdthesis", "THES", "thesis", "Dissertation", "Thesis"},
	"paper-conference": {"inproceedings", "CPAPER", "conference-paper", "ConferencePaper", "ScholarlyArticle"},
	"legislation":      {"misc", "STAT", "statute", "Text", "Legislation"},
	"webpage":          {"misc", "ELEC", "website", "Text", "WebPage"},
}

func (w *Work) kind() workKind {
	if k, ok := workKinds[w.Kind]; ok {
		return k
	}
	return workKind{"misc", "GEN", "generic", "Text", "CreativeWork"}
}
