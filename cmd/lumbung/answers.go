package main

import (
	"context"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/site"
)

// answers are what the data says to the queries of pages. Most of these are asked again: in
// another language, by another page with the same chart, after a text was edited.
type answers struct {
	db *query.DB

	mu        sync.Mutex
	known     map[question]*site.Result
	knownLast map[question]*site.Result // to the plan before this one
}

// question is a query in the language of the page that asks, "" where it asks for none.
type question struct {
	sql  string
	lang locale.Lang
}

// next begins another plan. Answers that it does not ask for go with the plan after it.
func (a *answers) next() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known, a.knownLast = map[question]*site.Result{}, a.known
}

// ask runs a query of a page, unless it was run before.
func (a *answers) ask(lang locale.Lang, sql string) (*site.Result, error) {
	q := question{sql: sql}
	if strings.Contains(sql, ":lang") {
		q.lang = lang
	}
	if r := a.get(q); r != nil {
		return r, nil
	}
	r, err := a.db.Run(context.Background(), sql, query.Lang(lang))
	if err != nil {
		return nil, err
	}
	out := &site.Result{Table: r.Table, Datasets: r.Datasets}
	for _, o := range r.Origins {
		out.Origins = append(out.Origins, site.Origin{Dataset: o.Dataset, Field: o.Field})
	}
	a.put(q, out)
	return out, nil
}

func (a *answers) get(q question) *site.Result {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.known[q]
	if r == nil {
		if r = a.knownLast[q]; r != nil {
			a.known[q] = r
		}
	}
	return r
}

func (a *answers) put(q question, r *site.Result) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known[q] = r
}
