package chart

import "testing"

// A register draws one strip for each of its profiles.
func BenchmarkScoreStrip(b *testing.B) {
	in := score(Value("14"))
	buffer := make([]byte, 0, 8<<10)
	for b.Loop() {
		s, err := Draw(&in, Side)
		if err != nil {
			b.Fatal(err)
		}
		buffer = s.AppendSVG(buffer[:0], "skor")
	}
	b.ReportAllocs()
}

func BenchmarkHighlightedBars(b *testing.B) {
	in := members("Sinar")
	for b.Loop() {
		if _, _, err := Figure(&in, "anggota", Column); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
}

func BenchmarkCard(b *testing.B) {
	in := performance()
	for b.Loop() {
		if _, _, err := Card(CardText{Kicker: "Kinerja Kube", Headline: "Lima dari sepuluh Kube berkinerja kurang", Source: source}, &in); err != nil {
			b.Fatal(err)
		}
	}
}
