package search

import (
	"fmt"
	"math/rand"
	"runtime"
	"strings"
	"testing"
)

var (
	given    = strings.Fields("Mekar Sinar Karya Tunas Harapan Melati Mawar Anggrek Cahaya Mutiara Bina Usaha Sumber Maju Tani Nelayan Rukun Guyub Jaya Sari Putra Dewi Kencana Bunga Cempaka Kenanga Teratai Flamboyan Rajawali Garuda")
	second   = strings.Fields("Sejahtera Bersama Mandiri Makmur Abadi Lestari Jaya Utama Sentosa Bahagia Mulia Indah Baru Bersatu Berkarya Bangkit Sakti Raya Gemilang Cemerlang")
	places   = strings.Fields("Suka Karang Tanjung Banyu Kali Gunung Pasir Muara Lubuk Teluk Batu Rawa Ujung Padang Bukit Tegal Wono Sido Kedung Cipta")
	endings  = strings.Fields("mulya jaya rejo sari maju asih negara wangi agung harja makmur baru raya indah luhur dadi")
	business = []string{"Ternak kambing", "Ternak ayam", "Budidaya lele", "Kerajinan anyaman", "Olahan pangan", "Warung sembako", "Menjahit", "Tenun"}
)

// register makes the profiles of an invented register, about eight words each.
func register(n int) []Document {
	r := rand.New(rand.NewSource(1))
	one := func(from []string) string { return from[r.Intn(len(from))] }
	docs := make([]Document, n)
	for i := range docs {
		region := "Kabupaten " + one(places) + one(endings)
		village := one(places) + one(endings)
		docs[i] = Document{
			Kind:   "profile",
			Title:  one(given) + " " + one(second),
			Line:   one(business) + " · " + village + " · " + region,
			Path:   fmt.Sprintf("kube/kb-%07d.html", i+1),
			Strong: []string{village, region},
			Text:   []string{one(business), fmt.Sprintf("KB-%07d", i+1)},
		}
	}
	return docs
}

// What is counted is the index and all that Write keeps while it writes, not the documents.
func TestRegisterIsIndexedInLittleMemory(t *testing.T) {
	docs := register(100_000)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	x := build("id", Options{}, docs...)
	held, most, total, count := heap()-before, uint64(0), 0, 0
	err := x.Write("cari/", func(path string, data []byte) error {
		if path == "cari/t0.js" || path == "cari/m.js" {
			most = max(most, heap()-before)
		}
		total, count = total+len(data), count+1
		return nil
	})
	runtime.KeepAlive(docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files of %d bytes in all; %d bytes held, %d while it writes", count, total, held, most)
	if most > 80<<20 || held > 60<<20 {
		t.Errorf("%d bytes held, %d while it writes", held, most)
	}
}

func BenchmarkIndexOfARegister(b *testing.B) {
	docs := register(100_000)
	b.ReportAllocs()
	for b.Loop() {
		x := build("id", Options{}, docs...)
		if err := x.Write("cari/", func(string, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(docs))*float64(b.N)/b.Elapsed().Seconds(), "docs/s")
}

func BenchmarkAdd(b *testing.B) {
	docs := register(10_000)
	x := New("id", Options{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Add(docs[i%len(docs)])
	}
}
