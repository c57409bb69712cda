package query

import (
	"context"
	"errors"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// Vault is the datasets that are never published. No DB that pages, charts or claims ask
// knows more of them than their names: only a dataset that is a query may ask them, and what
// it gives goes through LetOut before anybody else sees it.
type Vault struct {
	Datasets []*dataset.Resource
	// LetOut gives what may be seen of a dataset that a query made, or nil when it may not
	// be seen, and has told why. private are the names of the private datasets that were
	// asked: none for most.
	LetOut func(r *dataset.Resource, t *table.Table, private []string) *table.Table
}

// openVault makes the DB of the vault, which knows what is published too.
func (d *deriver) openVault() {
	if d.vault == nil || len(d.vault.Datasets) == 0 {
		return
	}
	d.inner = &DB{Limits: d.db.Limits, patience: d.db.patience, byName: map[string]*source{}, whole: true}
	d.db.mu.Lock()
	defer d.db.mu.Unlock()
	d.inner.lost = slices.Clone(d.db.lost)
	for _, r := range d.vault.Datasets {
		d.db.private = append(d.db.private, r.Name)
		if r.Table == nil {
			d.inner.lost = append(d.inner.lost, r.Name)
			continue
		}
		d.inner.Add(r)
	}
	for _, r := range d.pkg.Resources {
		if r.Table != nil {
			d.inner.Add(r)
		}
	}
}

func (d *deriver) closeVault() {
	if d.inner != nil {
		d.inner.Close()
	}
}

func (d *deriver) isPrivate(name string) bool { return d.db.isPrivate(name) }

// ask runs a dataset's query: over what is published, and where it names a private dataset,
// in the vault.
func (d *deriver) ask(r *dataset.Resource) (result *Result, private []string, err error) {
	result, err = d.db.Run(context.Background(), r.Query)
	var e *Error
	if err == nil || !errors.As(err, &e) || !d.isPrivate(e.table) {
		return result, nil, err
	}
	if result, err = d.inner.Run(context.Background(), r.Query); err != nil {
		return nil, nil, err
	}
	for _, name := range result.Datasets {
		if d.isPrivate(name) {
			private = append(private, name)
		}
	}
	return result, private, nil
}

// letOut gives what may be seen of a table; nil for a table that is none.
func (d *deriver) letOut(r *dataset.Resource, t *table.Table, private []string) *table.Table {
	if t == nil || d.vault == nil {
		return t
	}
	return d.vault.LetOut(r, t, private)
}

// add makes a dataset known to those that are made after it.
func (d *deriver) add(r *dataset.Resource) {
	d.db.Add(r)
	if d.inner != nil {
		d.inner.Add(r)
	}
}

// Mention finds where a query names a dataset.
func Mention(sql, dataset string) (offset, length int) {
	tokens := tokenize(sql)
	for i := range tokens {
		if tokens[i].names(dataset) && (i == 0 || !strings.EqualFold(tokens[i-1].text, ".")) {
			return tokens[i].start, len(tokens[i].text)
		}
	}
	return 0, 0
}
