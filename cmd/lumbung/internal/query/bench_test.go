package query

import (
	"context"
	"fmt"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
)

// register is a national register of so many Kube.
func register(rows int) *dataset.Resource {
	lines := make([]string, rows)
	for i := range lines {
		lines[i] = fmt.Sprintf("%d|Kube %d|Kube %d|%d|%d|53.%02d|%t", i+1, i, i, 2005+i%15, 5+i%20, i%514, i%3 == 0)
	}
	return resource("kube", "no integer, nama string, nama@en string, tahun year, anggota number, wilayah string, aktif boolean", lines...)
}

// The first query of a process, which fills in the columns that it names.
func BenchmarkFirstQuery100k(b *testing.B) {
	r := register(100_000)
	b.ResetTimer()
	for b.Loop() {
		db := New([]*dataset.Resource{r})
		if _, err := db.Run(context.Background(), "SELECT wilayah, count(*), sum(anggota) FROM kube WHERE aktif GROUP BY wilayah"); err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}

func BenchmarkQuery100k(b *testing.B) {
	db := New([]*dataset.Resource{register(100_000)})
	defer db.Close()
	for name, sql := range map[string]string{
		"count":  "SELECT count(*) FROM kube",
		"group":  "SELECT wilayah, count(*), sum(anggota) FROM kube GROUP BY wilayah",
		"key":    "SELECT nama FROM kube WHERE no = 777",
		"join":   "SELECT count(*) FROM kube a JOIN kube b ON a.nama = b.nama",
		"direct": "SELECT no, nama, anggota FROM kube",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := db.Run(context.Background(), sql); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEach100k(b *testing.B) {
	r := register(100_000)
	db := New([]*dataset.Resource{r})
	defer db.Close()
	for name, sql := range map[string]string{
		"at-once":    "SELECT r FROM (SELECT no, rank() OVER (ORDER BY anggota DESC) AS r FROM kube) WHERE no = :no",
		"shared":     "SELECT count(*) FROM kube WHERE wilayah = :wilayah AND anggota > 10 LIMIT 1",
		"one-by-one": "SELECT nama FROM kube WHERE no = :no + 1",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := db.RunEach(context.Background(), sql, r.Table); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSmallQuery(b *testing.B) {
	db := newVillage(b)
	for b.Loop() {
		if _, err := db.Run(context.Background(), "SELECT count(*) FROM kube WHERE wilayah = '53.71'"); err != nil {
			b.Fatal(err)
		}
	}
}

// What a process pays before it can answer at all.
func BenchmarkOpen(b *testing.B) {
	resources := village()
	for b.Loop() {
		db := New(resources)
		if _, err := db.Run(context.Background(), "SELECT 1"); err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}
