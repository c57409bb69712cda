package catalog

import (
	"bytes"
	"encoding/xml"
	"testing"
)

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Href   string `xml:"href,attr"`
	Length string `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Summary string     `xml:"summary"`
	Links   []atomLink `xml:"link"`
}

type atomFeed struct {
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

func TestFeedTellsOfChanges(t *testing.T) {
	p := testPortal()
	b := p.Feed("en", "en/changes.atom", []FeedEntry{
		{ID: "kube-1.1.0", Title: "Kube 1.1.0 <new>", Summary: "3 cells & more\x01", Path: "en/changes.html#kube-1.1.0", Updated: "2026-12-01", Descriptor: "datapackage.json", Enclosures: p.Files},
		{ID: "kube-1.0.0", Title: "Kube 1.0.0", Path: "en/changes.html"},
	})
	wellFormed(t, b)
	var feed atomFeed
	if err := xml.Unmarshal(b, &feed); err != nil {
		t.Fatal(err)
	}
	if feed.ID != "https://data.example.org/kube/en/changes.atom" || feed.Updated != "2026-12-01T00:00:00Z" || feed.Author != "Social Affairs Office" || feed.Title != "The Kube of Kupang: Changes" {
		t.Errorf("%+v", feed)
	}
	if feed.Links[0].Rel != "self" || feed.Links[0].Href != feed.ID || feed.Links[1].Href != "https://data.example.org/kube/en/" {
		t.Errorf("links are %+v", feed.Links)
	}
	e := feed.Entries[0]
	if e.Title != "Kube 1.1.0 <new>" || e.Summary != "3 cells & more\ufffd" || e.ID != "https://data.example.org/kube/#en/kube-1.1.0" || len(e.Links) != 3 {
		t.Errorf("%+v", e)
	}
	if l := e.Links[0]; l.Rel != "alternate" || l.Href != "https://data.example.org/kube/en/changes.html#kube-1.1.0" {
		t.Errorf("page is %+v", l)
	}
	if l := e.Links[2]; l.Rel != "enclosure" || l.Length != "99" || l.Type != "application/zip" || l.Href != "https://data.example.org/kube/kube.zip" {
		t.Errorf("enclosure is %+v", l)
	}
	if e := feed.Entries[1]; e.Updated != "2026-11-24T00:00:00Z" || e.Summary != e.Title || e.ID == feed.Entries[0].ID {
		t.Errorf("%+v", e)
	}
}

func TestFeedOfAnUndatedPortalHasADateAllTheSame(t *testing.T) {
	p := testPortal()
	p.Modified = ""
	if !bytes.Contains(p.Feed("id", "a.atom", nil), []byte("<updated>1970-01-01T00:00:00Z</updated>")) {
		t.Error("no date")
	}
}
