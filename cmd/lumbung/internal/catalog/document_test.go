package catalog

import (
	"encoding/json"
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
