package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/site"
)

// cards paints the pictures that other sites show for links to pages.
func (w *writer) cards() error {
	if !config.On(w.site.Outputs.Pictures) || w.site.BaseURL == "" {
		return nil
	}
	var jobs []func() *site.Card
	for _, v := range w.plan.Pages {
		if c := v.Base().Card; c != nil {
			jobs = append(jobs, func() *site.Card { return c })
		}
	}
	for _, set := range w.plan.Sets {
		for lang := range set.Langs() {
			for row := range set.Cards() {
				jobs = append(jobs, func() *site.Card { return set.Card(row, lang) })
			}
		}
	}
	return w.each(len(jobs), func(_, i int) error { return w.card(jobs[i]()) })
}

func (w *writer) card(c *site.Card) error {
	key := func() record.Key {
		return drawingKey(w.record.basis("card").Text(fmt.Sprintf("%+v", c.Text)), c.Input)
	}
	return w.unitLater(c.Path, key, func(u *unit) error {
		png, err := w.paint(c)
		if err != nil {
			return err
		}
		return u.put(c.Path, png)
	})
}

func (w *writer) paint(c *site.Card) ([]byte, error) {
	key := []byte("card\n" + c.Text.Kicker + "\n" + c.Text.Headline + "\n" + c.Text.Body + "\n" + c.Text.Source + "\n")
	if c.Input != nil {
		svg, _, err := chart.Standalone(c.Input, chart.Frame{}, chart.Wide)
		if err != nil {
			return nil, err
		}
		key = append(key, svg...)
	}
	return w.picture(key, func() ([]byte, error) {
		b, _, err := chart.Card(c.Text, c.Input)
		return b, err
	})
}

// cacheDir holds pictures by what they show. It may be removed at any time.
const cacheDir = ".lumbung/cache"

// picture gives the pixels of what a key describes, made once: they depend on nothing but
// what is drawn and the program that draws it.
func (w *writer) picture(key []byte, make func() ([]byte, error)) ([]byte, error) {
	if w.noPictures {
		return nil, nil
	}
	sum := sha256.Sum256(append([]byte(pictureVersion), key...))
	if w.project.root == nil || w.uncached {
		return make()
	}
	dir := w.project.path(cacheDir)
	name := filepath.Join(dir, hex.EncodeToString(sum[:])+".png")
	if data, err := os.ReadFile(name); err == nil && len(data) > 8 && string(data[1:4]) == "PNG" {
		return data, nil
	}
	data, err := make()
	if err != nil {
		return nil, err
	}
	// A cache that cannot be written costs time and nothing else.
	if os.MkdirAll(dir, 0o777) == nil {
		if f, err := os.CreateTemp(dir, "*.part"); err == nil {
			_, err = f.Write(data)
			if closeErr := f.Close(); err != nil || closeErr != nil || os.Rename(f.Name(), name) != nil {
				os.Remove(f.Name())
			}
		}
	}
	return data, nil
}

// pictureVersion changes when the same scene gives other pixels.
const pictureVersion = "3\n"
