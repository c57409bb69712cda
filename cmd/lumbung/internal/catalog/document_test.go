package catalog

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"lumbung/cmd/lumbung/internal/locale"
)

func TestObjectsLeaveOutWhatSaysNothing(t *testing.T) {
	o := object{}
	for _, value := range []any{nil, "", []string(nil), []any{}, []object{}, object{}} {
		o.set("kosong", value)
	}
	o.set("nol", 0)
	o.set("tidak", false)
	if got, want := string(embedded(o)), `{"nol":0,"tidak":false}`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestJSONOfEachKindOfValue(t *testing.T) {
	o := object{{"z", int64(7)}, {"a", []any{nil, true, json.Number("18.30"), json.RawMessage(`{"x":1}`), []string{"é<"}, []object{{{"k", locale.Lang("id")}}}, []locale.Lang{"en"}}}}
	if got, want := string(embedded(o)), `{"z":7,"a":[null,true,18.30,{"x":1},["é\u003c"],[{"k":"id"}],["en"]]}`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if got, want := string(document(object{{"a", "<&>"}})), "{\n  \"a\": \"<&>\"\n}\n"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestTextsReadBackFromJSON(t *testing.T) {
	for _, s := range []string{"", "biasa", nasty, "\x00\x1f\x7f", "é🐖\u2028\u2029", `\"`, "a/b"} {
		for _, b := range [][]byte{embedded(s), document(s)} {
			var back string
			if err := json.Unmarshal(b, &back); err != nil || back != s {
				t.Errorf("%q reads back as %q, %v", s, back, err)
			}
		}
	}
}

func TestJSONOfAnUnknownKindIsOurMistake(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	embedded(1.5)
}

// TestJSONIsThatOfTheStandardLibrary: texts of all kinds of bytes, and lines as json.Indent
// has them.
func TestJSONIsThatOfTheStandardLibrary(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 1))
	pieces := []string{"a", "é", "\u2028", "\u2029", "\u2027", "\xe2", "\xe2\x80", "\xff", "<", ">", "&", "\"", "\\", "\x00", "\n", "\x7f", "🐖", "\uffff", "\ufffd", " "}
	for range 5_000 {
		text := ""
		for range random.IntN(4) {
			text += pieces[random.IntN(len(pieces))]
		}
		for _, html := range []bool{false, true} {
			var want bytes.Buffer
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(html)
			if err := e.Encode(text); err != nil {
				t.Fatal(err)
			}
			if got := string(jsonWriter{html: html}.text(nil, text)) + "\n"; got != want.String() {
				t.Fatalf("%q is %s, want %s", text, got, want.String())
			}
		}
	}
	nested := json.RawMessage(`{"x":[1,{"y":{}},[]],"z":"\u003c"}`)
	for _, value := range []any{nil, "a", object{}, []any{}, object{{"a", object{}}, {"b", []any{}}, {"c", []any{1, object{{"d", nested}}, []string{"e", "f"}}}, {"g", nested}}, nested} {
		var want bytes.Buffer
		if err := json.Indent(&want, jsonWriter{}.value(nil, value), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := string(document(value)); got != want.String()+"\n" {
			t.Errorf("got %s, want %s", got, want.String())
		}
	}
}
