package release

import (
	"io"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// NewFile is a file to be written into the project.
type NewFile struct {
	Path  string // from the project's folder; the manifest is the last of a release
	Write func(io.Writer) error
}

// Allowed says whether the data as it is now may be frozen under a version, which the
// author named on the command line and in site.toml. What speaks against it is in the log.
func Allowed(version Version, site *config.Site, all []*Release, now *Release, log *diag.Log) bool {
	before := log.Errors()
	at := site.Doc.ValueAt("version")
	if site.Version != version.String() {
		if site.Version == "" {
			at = site.Doc.File.Whole()
		}
		log.Error(ruleVersion, at, "site.toml says version %q, not %q", site.Version, version.String()).
			Note("write version = %q and the day of publication there: pages, metadata and citations are made from it", version.String())
	}
	last, base := (*Release)(nil), Newest(all)
	if len(all) > 0 {
		last = all[0]
	}
	checkDate(site, last, log)
	if len(now.Datasets) == 0 {
		log.Error(ruleVersion, site.Doc.File.Whole(), "there is no dataset to release").
			Note("put a table and its descriptor into data/: \"lumbung add FILE.csv\" makes both")
	}
	if last != nil && version.Compare(last.Version) <= 0 {
		log.Error(ruleVersion, at, "version %s is not newer than release %s", version.String(), last.Version.String()).
			Note("the next one for a correction is %s", last.Version.Needs(Patch).String())
	} else if base != nil {
		checkStep(version, at, base, now, log)
	}
	return log.Errors() == before
}

func checkDate(site *config.Site, last *Release, log *diag.Log) {
	switch {
	case site.Date == "":
		log.Error("date", site.Doc.File.Whole(), "site.toml has no date, and a release needs one").
			Note(`write date = "2026-11-24", the day on which this version is published`)
	case last != nil && site.Date < last.Date:
		log.Error("date", site.Doc.ValueAt("date"), "the date is earlier than that of release %s, %s", last.Version.String(), last.Date).
			Note("write the day on which the new version is published")
	}
}

func checkStep(version Version, at diag.Span, base, now *Release, log *diag.Log) {
	changes, err := Diff(base, now)
	if err != nil {
		cannotCompare(err, log)
		log.Error(ruleFiles, (&diag.File{Name: base.folder()}).Whole(), "release %s cannot be compared with the data", base.Version.String()).
			Note("bring back the folder as it was, from version control or a copy")
		return
	}
	step := changes.Step()
	if step == None {
		log.Error("nothing-to-release", at, "nothing changed since release %s", base.Version.String()).
			Note("a release is of data: pages, stories and charts are published by every build")
		return
	}
	if !base.Version.Allows(version, step) {
		d := log.Error("version-step", at, "the changes since release %s ask for a %s step: version %s, not %s",
			base.Version.String(), step.String(), base.Version.Needs(step).String(), version.String())
		tellRenamed(d, changes, base, now)
		tellChanges(d, changes.Datasets)
		d.Note("MAJOR is for fields added, removed, renamed or moved, other types and tighter rules; MINOR for more data and looser rules; PATCH for corrected values and texts")
	}
}

// Plan lists the files that freeze the data as it is now. What an earlier release has
// already is not stored again.
func Plan(now *Release, all []*Release) ([]NewFile, error) {
	tables, descriptors := map[string]string{}, map[string]string{}
	for i := len(all) - 1; i >= 0; i-- {
		for _, d := range all[i].Datasets {
			tables[d.Name+"\n"+d.CSV.SHA256] = d.CSV.Release
			descriptors[d.Name+"\n"+d.Descriptor.SHA256] = d.Descriptor.Release
		}
	}
	frozen := &Release{Name: now.Name, Version: now.Version, Date: now.Date}
	if len(all) > 0 {
		frozen.Previous = all[0].Version.String()
	}
	var files []NewFile
	for _, d := range now.Datasets {
		kept := *d
		if in, ok := tables[d.Name+"\n"+d.CSV.SHA256]; ok {
			kept.CSV.Release = in
		} else {
			kept.CSV.Release = now.Version.String()
			files = append(files, NewFile{kept.CSV.path(d.Name + tableExtension), d.WriteCSV})
		}
		if in, ok := descriptors[d.Name+"\n"+d.Descriptor.SHA256]; ok {
			kept.Descriptor.Release = in
		} else {
			kept.Descriptor.Release = now.Version.String()
			content, err := d.doc.encode()
			if err != nil {
				return nil, err
			}
			files = append(files, NewFile{kept.Descriptor.path(d.Name + descExtension), bytesOf(content)})
		}
		frozen.Datasets = append(frozen.Datasets, &kept)
	}
	manifest, err := frozen.manifestFile()
	return append(files, manifest), err
}

func (r *Release) folder() string { return Dir + "/" + r.Version.String() }

func (r *Release) manifestFile() (NewFile, error) {
	content, err := manifestOf(r).encode()
	return NewFile{r.folder() + "/" + manifestFile, bytesOf(content)}, err
}

func bytesOf(content []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
}

func itemPath(list string, i int, key string) string {
	return tomlfile.Key(tomlfile.Item(list, i), key)
}
