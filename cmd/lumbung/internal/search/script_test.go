package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// The theme's scripts read what this package writes. Where there is a JavaScript engine
// (Node.js), they are run here: the same words, the same stems, and the promises of a
// portal with a hundred thousand rows.

type request struct {
	Texts     []string    `json:"texts,omitempty"`
	Stems     [][2]string `json:"stems,omitempty"`
	Dir       string      `json:"dir,omitempty"`
	Lang      string      `json:"lang,omitempty"`
	Questions []string    `json:"questions,omitempty"`
}

type response struct {
	Words   [][]string
	Stems   []string
	Answers []struct {
		Count  int
		More   bool
		Groups []struct {
			Kind  string
			Count int
			Hits  [][3]string
		}
		Files []string
		Bytes int
		MS    float64
	}
}

func ask(t *testing.T, r request) (out response) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no Node.js to run the theme's scripts with")
	}
	built := api.Build(api.BuildOptions{EntryPoints: []string{"testdata/ask.ts"}, Bundle: true, Platform: api.PlatformNode, Target: api.ES2019, Write: false, Outdir: "out"})
	if len(built.Errors) > 0 {
		t.Fatalf("%+v", built.Errors)
	}
	program := filepath.Join(t.TempDir(), "ask.js")
	if err := os.WriteFile(program, built.OutputFiles[0].Contents, 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, program)
	cmd.Stdin = bytes.NewReader(in)
	cmd.Stderr = os.Stderr
	answer, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(answer, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestScriptsReadTheSameWords(t *testing.T) {
	var r request
	c := readCases(t)
	for _, w := range c.Words {
		r.Texts = append(r.Texts, w.Text)
	}
	r.Texts = append(r.Texts, anyTexts(3000)...)
	for _, s := range c.Stems {
		for _, word := range s.Words {
			r.Stems = append(r.Stems, [2]string{word, s.Lang})
		}
	}
	for _, word := range anyForms(5000) {
		r.Stems = append(r.Stems, [2]string{word, "id"}, [2]string{word, "en"})
	}
	got := ask(t, r)
	for i, text := range r.Texts {
		if want := Words(text); !slices.Equal(got.Words[i], want) {
			t.Errorf("%q: scripts read %q, the index has %q", text, got.Words[i], want)
		}
	}
	for i, s := range r.Stems {
		if want := Stem(s[0], s[1]); got.Stems[i] != want {
			t.Errorf("%s in %s: scripts stem to %q, the index to %q", s[0], s[1], got.Stems[i], want)
		}
	}
}

// anyTexts puts together texts of what is hard in them.
func anyTexts(n int) []string {
	r := rand.New(rand.NewSource(7))
	pieces := []string{"a", "B", "z9", "7", "0", ".", ",", "'", "’", "ʼ", " ", "-", "_", "é", "e\u0301", "\u0301", "İ", "Σ", "ς", "ﬁ", "²", "½", "１", "𐐀", "漢", "ß", "ẞ", "K", "Ⅳ", "٣", "ñ", "\u00a0", "·", "\u2028", "😀", "ก็", "Ǆ", "\ufa0e"}
	out := make([]string, n)
	for i := range out {
		for range 1 + r.Intn(12) {
			out[i] += pieces[r.Intn(len(pieces))]
		}
	}
	return append(out, strings.Repeat("𐐀", 40), strings.Repeat("x9", 40), strings.Repeat("é", 40))
}

// anyForms puts words together of what stems are cut by.
func anyForms(n int) []string {
	r := rand.New(rand.NewSource(8))
	before := []string{"", "", "me", "mem", "men", "meng", "meny", "memper", "diper", "pe", "pem", "pen", "peng", "peny", "per", "di", "ter", "ber", "be", "ke", "keber", "member"}
	roots := []string{"a", "ua", "ker", "kerja", "ternak", "usaha", "erat", "nyanyi", "kubera", "daya", "box", "famil", "stat", "class", "wing"}
	after := []string{"", "", "an", "kan", "nya", "annya", "kannya", "s", "ies", "ing", "ed", "e", "us", "ss", "is", "es"}
	out := make([]string, n)
	for i := range out {
		out[i] = before[r.Intn(len(before))] + roots[r.Intn(len(roots))] + after[r.Intn(len(after))]
	}
	return out
}

// toDisk writes an index where scripts can load it.
func toDisk(t *testing.T, x *Index) string {
	t.Helper()
	dir := t.TempDir() + "/"
	if err := x.Write("", func(path string, data []byte) error { return os.WriteFile(dir+path, data, 0o600) }); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestScriptsFindWhatIsAsked(t *testing.T) {
	docs := append(slices.Clone(some),
		Document{Kind: "profile", Title: "Mawar Kasih", Path: "kube/mawar.html", Text: []string{"memilih ketua"}},
		Document{Kind: "term", Title: "Ba’a", Path: "istilah.html#baa", Text: []string{"constructor"}},
	)
	questions := []struct {
		asked string
		first string
		count int
	}{
		{"tunas baru", "Tunas Baru", 1},
		{"TUNAS", "Tunas Baru", 2},
		{"tun", "Tunas Baru", 2},       // begins
		{"tnuas", "Tunas Baru", 2},     // a slip
		{"peternaka", "Tunas Baru", 1}, // of a word that is in the text
		{"beternak", "", 3},            // by its stem
		{"dipilih", "Mawar Kasih", 1},  // another form
		{"dipilhi", "Mawar Kasih", 1},  // a slip in another form
		{"58033", "Sepuluh Kube", 1},   // digits joined
		{"baa", "Ba’a", 1},             // apostrophe
		{"constructor", "Ba’a", 1},     // no name of JavaScript's own
		{"kasih kupang", "", 2},        // no document has both
		{"nirwana", "", 0},
	}
	r := request{Dir: toDisk(t, build("id", Options{}, docs...)), Lang: "id"}
	for _, q := range questions {
		r.Questions = append(r.Questions, q.asked)
	}
	for i, answer := range ask(t, r).Answers {
		q := questions[i]
		if answer.Count != q.count || answer.More {
			t.Errorf("%s: %d found (more: %v), want %d", q.asked, answer.Count, answer.More, q.count)
		}
		if q.first != "" && (len(answer.Groups) == 0 || answer.Groups[0].Hits[0][0] != q.first) {
			t.Errorf("%s: got %+v, want %q first", q.asked, answer.Groups, q.first)
		}
	}
}

func TestEmptyIndexIsReadByScripts(t *testing.T) {
	r := request{Dir: toDisk(t, New("id", Options{})), Lang: "id", Questions: []string{"kube", "ka", "sejahtera"}}
	for _, answer := range ask(t, r).Answers {
		if answer.Count != 0 {
			t.Errorf("got %+v", answer)
		}
	}
}

// The promise: a question on 100,000 rows loads under 200 KB and is answered within 50 ms.
func TestQuestionOnARegisterLoadsLittle(t *testing.T) {
	r := request{Dir: toDisk(t, build("id", Options{}, append(register(100_000), some...)...)), Lang: "id", Questions: []string{
		"tunas", "sejahtera", "mekar sejahtera", "kabupaten sukamulya ternak", "ma", "se", "sejahtrea", "kabupatne sukamluya",
		"kb-0004711", "0004711", "mawar abadi lele", "tidakada", "ternak kambing", "kabupaten", "peternakan", "kb", "kabupaten xyzzyx", "kabupaten kb", "esjahtera", "mkear",
		"peternakn", "berternka", "memperkambnig",
	}}
	for i, answer := range ask(t, r).Answers {
		told := fmt.Sprintf("%s: %d found, %d bytes in %d files, %.1f ms", r.Questions[i], answer.Count, answer.Bytes, len(answer.Files), answer.MS)
		t.Log(told)
		if answer.Bytes > 200_000 || answer.MS > 50 {
			t.Error(told)
		}
	}
}
