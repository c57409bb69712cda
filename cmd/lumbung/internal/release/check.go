package release

import (
	"errors"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/diag"
)

const ruleVersion = "version"

// Check is what every build asks of a portal with releases: that site.toml names a version
// whose data this is. A later version than the last release is one in the making; it may be
// looked at and published, and should be frozen then.
func Check(site *config.Site, all []*Release, now *Release, log *diag.Log) {
	if len(all) == 0 {
		return
	}
	at := site.Doc.ValueAt("version")
	version, ok := ParseVersion(site.Version)
	if !ok {
		notVersion(site, all, log)
		return
	}
	last := all[0]
	switch order := version.Compare(last.Version); {
	case order < 0:
		log.Error(ruleVersion, at, "version %q is older than release %s", site.Version, last.Version.String()).
			Note("versions only rise: write version = %q for the data of the last release, or a newer one", last.Version.String())
		return
	case order == 0 && last.Withdrawn:
		log.Error(ruleVersion, at, "release %s was withdrawn, its version cannot be published again", last.Version.String()).
			Note("write version = %q, or a newer one", last.Version.Needs(Patch).String())
		return
	case order == 0 && site.Date != last.Date:
		log.Error(ruleVersion, site.Doc.ValueAt("date"), "release %s is of %s, not of %q", last.Version.String(), last.Date, site.Date).
			Note("a release keeps its date: write date = %q, or a new version beside the new date", last.Date)
	}
	base := Newest(all)
	if base == nil {
		return
	}
	changes, err := Diff(base, now)
	if err != nil {
		cannotCompare(err, log)
		return
	}
	if version.Compare(base.Version) == 0 {
		unreleased(site, base, changes, log)
	} else if least := base.Version.Needs(changes.Step()); !base.Version.Allows(version, changes.Step()) {
		d := log.Warn("version-step", at, "the changes since release %s ask for a %s step: version %s", base.Version.String(), changes.Step().String(), least.String()).
			Note("write version = %q", least.String())
		tellRenamed(d, changes, base, now)
		tellChanges(d, changes.Datasets)
	}
}

func notVersion(site *config.Site, all []*Release, log *diag.Log) {
	suggestion := all[0].Version
	if all[0].Withdrawn {
		suggestion = suggestion.Needs(Patch)
	}
	if site.Version == "" {
		log.Error(ruleVersion, site.Doc.File.Whole(), "the portal has releases, but site.toml has no version").
			Note("write version = %q", suggestion.String())
		return
	}
	log.Error(ruleVersion, site.Doc.ValueAt("version"), "%q is not a version", site.Version).
		Note("a version is three numbers, as in %q: MAJOR.MINOR.PATCH", suggestion.String())
}

// unreleased reports data that is not the release's although it goes by its version. What
// is only said of the data may be improved at any time.
func unreleased(site *config.Site, base *Release, changes *Changes, log *diag.Log) {
	data := changes.Data()
	if len(data) == 0 {
		return
	}
	next := base.Version.Needs(changes.Step()).String()
	d := log.Error("unreleased-data", site.Doc.ValueAt("version"), "the data changed since release %s, but the version is still %q", base.Version.String(), site.Version)
	tellChanges(d, data)
	d.Note("write version = %q and the day's date, look at the portal, then freeze it with \"lumbung release %s\"", next, next)
}

// tellRenamed adds a note where the data package has another name.
func tellRenamed(d *diag.Diagnostic, changes *Changes, base, now *Release) {
	if changes.Renamed != nil {
		d.Note("the portal's title gives the data package its name: it was %q and is now %q", base.Name, now.Name)
	}
}

// tellChanges adds a note for each dataset that differs.
func tellChanges(d *diag.Diagnostic, changes []*DatasetChange) {
	for _, c := range changes {
		switch {
		case c.Added:
			d.Note("dataset %q is new", c.Name)
		case c.Removed:
			d.Note("dataset %q is gone", c.Name)
		case c.Described:
			d.Note("dataset %q is described in other words", c.Name)
		default:
			d.Note("dataset %q: %d {cell|cells} revised, %d {row|rows} added, %d {row|rows} removed, %d {change|changes} of fields (%s)",
				c.Name, len(c.Cells), c.RowsAdded, c.RowsRemoved, c.FieldsChanged, c.Step().String())
		}
	}
}

// cannotCompare reports a release that could not be read, unless Load has said so.
func cannotCompare(err error, log *diag.Log) {
	if !errors.Is(err, errEdited) {
		log.Error(ruleFiles, (&diag.File{Name: Dir}).Whole(), "%s", diag.Reason(err)).
			Note("bring back the folder as it was, from version control or a copy")
	}
}
