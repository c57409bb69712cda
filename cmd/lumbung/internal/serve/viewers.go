package serve

import (
	"slices"
	"sync"
	"time"
)

// viewers knows which pages somebody looks at: those that listen, and those that were just
// given and are about to listen.
type viewers struct {
	mu     sync.Mutex
	listen map[string]int // how many listen, by the path of the page
	given  map[string]time.Time
}

// arriving is how long a page that was given or told to load itself again may take to
// listen.
const arriving = 5 * time.Second

// gave says that a page was given to a browser, or is about to be.
func (v *viewers) gave(page string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.given == nil {
		v.given = map[string]time.Time{}
	}
	v.given[page] = time.Now()
}

// come says that a page listens, until the function that it gives is called.
func (v *viewers) come(page string) (leave func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.listen == nil {
		v.listen = map[string]int{}
	}
	v.listen[page]++
	delete(v.given, page)
	return func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.listen[page]--; v.listen[page] == 0 {
			delete(v.listen, page)
		}
	}
}

// open lists the pages that somebody looks at.
func (v *viewers) open() (pages []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for page := range v.listen {
		pages = append(pages, page)
	}
	for page, at := range v.given {
		switch {
		case time.Since(at) > arriving:
			delete(v.given, page)
		case v.listen[page] == 0:
			pages = append(pages, page)
		}
	}
	slices.Sort(pages)
	return pages
}
