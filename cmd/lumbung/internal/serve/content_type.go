package serve

import (
	"path"
	"strings"
)

// contentTypes are set here and not asked from the system, whose tables differ: a module
// script served as text/plain does not run.
var contentTypes = map[string]string{
	".atom":        "application/atom+xml; charset=utf-8",
	".bib":         "application/x-bibtex; charset=utf-8",
	".br":          "application/octet-stream",
	".cff":         "application/yaml; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".gz":          "application/gzip",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpeg":        "image/jpeg",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".jsonld":      "application/ld+json; charset=utf-8",
	".map":         "application/json; charset=utf-8",
	".md":          "text/markdown; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".parquet":     "application/vnd.apache.parquet",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".rdf":         "application/rdf+xml; charset=utf-8",
	".ris":         "application/x-research-info-systems; charset=utf-8",
	".sqlite":      "application/vnd.sqlite3",
	".svg":         "image/svg+xml; charset=utf-8",
	".tar":         "application/x-tar",
	".toml":        "application/toml; charset=utf-8",
	".ttl":         "text/turtle; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml":         "application/xml; charset=utf-8",
	".yaml":        "application/yaml; charset=utf-8",
	".yml":         "application/yaml; charset=utf-8",
	".zip":         "application/zip",
}

// contentType is a file's type by its name. SHA256SUMS and LICENSE are text.
func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t, ok := contentTypes[ext]; ok {
		return t
	}
	if ext == "" {
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}
