package table

import (
	"strings"
	"testing"
)

func TestCastGivesTheCanonicalText(t *testing.T) {
	indonesian := Field{Type: Number, DecimalChar: ",", GroupChar: "."}
	for _, c := range []struct {
		name     string
		field    Field
		in, want string
	}{
		{"integer", Field{Type: Integer}, "58033", "58033"},
		{"negative integer", Field{Type: Integer}, "-3", "-3"},
		{"plus", Field{Type: Integer}, "+3", "3"},
		{"minus zero is zero", Field{Type: Integer}, "-0", "0"},
		{"minus zero keeps its decimals", Field{Type: Number}, "-0.00", "0.00"},
		{"zeros in front", Field{Type: Integer}, "007", "7"},
		{"beyond 64 bits", Field{Type: Integer}, "123456789012345678901234567890", "123456789012345678901234567890"},
		{"groups of thousands", Field{Type: Integer, GroupChar: "."}, "1.258.033", "1258033"},
		{"groups need not be written", Field{Type: Integer, GroupChar: "."}, "58033", "58033"},
		{"groups with a no-break space", Field{Type: Integer, GroupChar: "\u00a0"}, "58\u00a0033", "58033"},
		{"decimal", Field{Type: Number}, "18.3", "18.3"},
		{"published zeros stay", Field{Type: Number}, "18.30", "18.30"},
		{"more digits than a float has", Field{Type: Number}, "0.1234567890123456789012345", "0.1234567890123456789012345"},
		{"no whole part", Field{Type: Number}, ".5", "0.5"},
		{"no fraction", Field{Type: Number}, "5.", "5"},
		{"Indonesian decimal", indonesian, "1.234,50", "1234.50"},
		{"Indonesian whole number", indonesian, "58.033", "58033"},
		{"exponent", Field{Type: Number}, "1.5e3", "1500"},
		{"exponent within the digits", Field{Type: Number}, "1.2345E2", "123.45"},
		{"negative exponent", Field{Type: Number}, "-12e-3", "-0.012"},
		{"beyond every float", Field{Type: Number}, "1e400", "1" + strings.Repeat("0", 400)},
		{"not a number", Field{Type: Number}, "nan", "NaN"},
		{"minus infinity", Field{Type: Number}, "-Inf", "-INF"},
		{"text around a number", Field{Type: Number, AroundNumber: true, DecimalChar: ",", GroupChar: "."}, "Rp600.000,-", "600000"},
		{"percent sign", Field{Type: Number, AroundNumber: true}, "10.86 %", "10.86"},
		{"negative amid text", Field{Type: Integer, AroundNumber: true}, "kira-kira -5 orang", "-5"},
		{"hyphen of a word is no sign", Field{Type: Integer, AroundNumber: true}, "ke-5", "5"},
		{"boolean", Field{Type: Boolean}, "TRUE", "true"},
		{"boolean in the author's words", Field{Type: Boolean, TrueValues: []string{"ya"}, FalseValues: []string{"tidak"}}, "tidak", "false"},
		{"string as it is", Field{Type: String}, " 007\u200f\n", " 007\u200f\n"},
		{"formula is text", Field{Type: String}, `=HYPERLINK("http://x")`, `=HYPERLINK("http://x")`},
		{"e-mail", Field{Type: String, Format: "email"}, "dinas@kupang.go.id", "dinas@kupang.go.id"},
		{"URI", Field{Type: String, Format: "uri"}, "https://x.example/a?b=c", "https://x.example/a?b=c"},
		{"UUID", Field{Type: String, Format: "uuid"}, "95ecc380-afe9-11e4-9b6c-751b66dd541e", "95ecc380-afe9-11e4-9b6c-751b66dd541e"},
		{"base64", Field{Type: String, Format: "binary"}, "a3ViZQ==", "a3ViZQ=="},
		{"date", Field{Type: Date}, "2016-02-29", "2016-02-29"},
		{"date by pattern", Field{Type: Date, Format: "%d/%m/%Y"}, "5/7/2016", "2016-07-05"},
		{"date in Indonesian words", Field{Type: Date, Format: "%d %B %Y"}, "5 Juli 2016", "2016-07-05"},
		{"short month, short year", Field{Type: Date, Format: "%d-%b-%y"}, "05-Agu-16", "2016-08-05"},
		{"weekday", Field{Type: Date, Format: "%A, %d %B %Y"}, "Selasa, 5 juli 2016", "2016-07-05"},
		{"day of the year", Field{Type: Date, Format: "%Y.%j"}, "2016.60", "2016-02-29"},
		{"any date that means one thing", Field{Type: Date, Format: "any"}, "2016/07/05", "2016-07-05"},
		{"time", Field{Type: Time}, "15:00:00.250", "15:00:00.250"},
		{"time by pattern", Field{Type: Time, Format: "%I:%M %p"}, "12:05 am", "00:05:00"},
		{"datetime", Field{Type: Datetime}, "2016-07-05T10:00:00+08:00", "2016-07-05T10:00:00+08:00"},
		{"a zone of nothing is UTC", Field{Type: Datetime}, "2016-07-05T10:00:00+00:00", "2016-07-05T10:00:00Z"},
		{"midnight at the end of a year", Field{Type: Datetime}, "2016-12-31T24:00:00", "2017-01-01T00:00:00"},
		{"datetime by pattern", Field{Type: Datetime, Format: "%d/%m/%Y %H.%M"}, "05/07/2016 9.30", "2016-07-05T09:30:00"},
		{"datetime with a zone", Field{Type: Datetime, Format: "%Y-%m-%d %H:%M:%S.%f%z"}, "2016-07-05 09:30:01.5+0800", "2016-07-05T09:30:01.5+08:00"},
		{"year", Field{Type: Year}, "2009", "2009"},
		{"year before our era", Field{Type: Year}, "-0044", "-0044"},
		{"month", Field{Type: Yearmonth}, "2016-03", "2016-03"},
		{"duration", Field{Type: Duration}, "P1Y2M3DT4H5M6.7S", "P1Y2M3DT4H5M6.7S"},
		{"weeks", Field{Type: Duration}, "P2W", "P2W"},
		{"object", Field{Type: Object}, `{ "a" : 1.50 }`, `{"a":1.50}`},
		{"array", Field{Type: Array}, "[1, 2]", "[1,2]"},
		{"list", Field{Type: List}, "babi,ayam", `["babi","ayam"]`},
		{"list of numbers", Field{Type: List, ItemType: Integer, Delimiter: ";"}, "1;02", "[1,2]"},
		{"list with an empty end", Field{Type: List}, "a,", `["a",""]`},
		{"empty list", Field{Type: List}, "", "[]"},
		{"point", Field{Type: Geopoint}, "123.60,-10.2", "123.60, -10.2"},
		{"point as an array", Field{Type: Geopoint, Format: "array"}, "[ 123.60, -10.2 ]", "[123.60,-10.2]"},
		{"point as an object", Field{Type: Geopoint, Format: "object"}, `{"lat": -10.2, "lon": 123.6}`, `{"lon":123.6,"lat":-10.2}`},
		{"GeoJSON", Field{Type: Geojson}, `{"type": "Point", "coordinates": [123.6, -10.2]}`, `{"type":"Point","coordinates":[123.6,-10.2]}`},
		{"TopoJSON", Field{Type: Geojson, Format: "topojson"}, `{"type": "Topology", "objects": {}, "arcs": []}`, `{"type":"Topology","objects":{},"arcs":[]}`},
		{"any", Field{Type: Any}, "x", "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := c.field.Cast(c.in, nil)
			if err != nil || v.Text != c.want || v.State != Present || v.Type != c.field.Type {
				t.Fatalf("%q: got %+v, %v; want %q", c.in, v, err, c.want)
			}
			published := c.field.Published()
			if again, err := published.Cast(v.Text, nil); err != nil || again.Text != v.Text {
				t.Errorf("%q as published: got %q, %v", v.Text, again.Text, err)
			}
		})
	}
}

// said is an error as an author reads it.
func said(err error) string {
	e, ok := err.(*CastError)
	if !ok {
		return "no error"
	}
	lines := []string{e.Message.String()}
	for _, h := range e.Hints {
		lines = append(lines, h.Message.String())
	}
	return strings.Join(lines, "\n")
}

func TestCastExplainsWhatIsNoValue(t *testing.T) {
	for _, c := range []struct {
		name, want string
		field      Field
		in         string
	}{
		{"thousands", "\"58.033\" is not an integer (field \"f\")\nif the dot groups thousands, declare groupChar = \".\" for \"f\"", Field{Type: Integer}, "58.033"},
		{"decimal in an integer", "\"18.3\" is not an integer (field \"f\")\nif it is a decimal, \"f\" needs type = \"number\"", Field{Type: Integer}, "18.3"},
		{"decimal comma in an integer", "\"18,3\" is not an integer (field \"f\")\nif it is a decimal, \"f\" needs type = \"number\" and decimalChar = \",\"", Field{Type: Integer}, "18,3"},
		{"decimal comma", "\"18,3\" is not a number (field \"f\")\nif the comma is the decimal mark, declare decimalChar = \",\" for \"f\"", Field{Type: Number}, "18,3"},
		{"either way", "\"18,300\" is not a number (field \"f\")\nif the comma groups thousands, declare groupChar = \",\" for \"f\"\nif the comma is the decimal mark, declare decimalChar = \",\" for \"f\"", Field{Type: Number}, "18,300"},
		{"both marks", "\"1.234,5\" is not a number (field \"f\")\nif the comma is the decimal mark, declare decimalChar = \",\" and groupChar = \".\" for \"f\"", Field{Type: Number}, "1.234,5"},
		{"broken group", "\"1.23.456\" is not an integer (field \"f\")\ngroups of thousands have three digits each", Field{Type: Integer, GroupChar: "."}, "1.23.456"},
		{"long first group", "\"1234.567\" is not an integer (field \"f\")\nif it is a decimal, \"f\" needs type = \"number\"", Field{Type: Integer, GroupChar: "."}, "1234.567"},
		{"typographic minus", "\"−5\" is not an integer (field \"f\")\nwrite the minus sign as \"-\"", Field{Type: Integer}, "−5"},
		{"unit beside it", "\"10 Orang\" is not an integer (field \"f\")\nif the text around the number says nothing more, declare bareNumber = false for \"f\"", Field{Type: Integer}, "10 Orang"},
		{"two numbers", "\"10-20\" is not an integer (field \"f\")", Field{Type: Integer, AroundNumber: true}, "10-20"},
		{"blanks", "\" 5\" is not an integer (field \"f\")\nremove the blanks around it", Field{Type: Integer}, " 5"},
		{"dash for none", "\"-\" is not an integer (field \"f\")\nif it means no data, add \"-\" to the missingValues of \"f\"", Field{Type: Integer}, "-"},
		{"empty", "the cell is empty, which is not an integer (field \"f\")\nif an empty cell means no data, add \"\" to the missingValues of \"f\"", Field{Type: Integer}, ""},
		{"words", "\"banyak\" is not a number (field \"f\")", Field{Type: Number}, "banyak"},
		{"exponent in an integer", "\"1e3\" is not an integer (field \"f\")", Field{Type: Integer}, "1e3"},
		{"exponent as a bomb", "\"1e999999999\" has more digits than the 1000 that a number may have (field \"f\")", Field{Type: Number}, "1e999999999"},
		{"hexadecimal", "\"0x1F\" is not a number (field \"f\")", Field{Type: Number}, "0x1F"},
		{"half a decimal", "\".\" is not a number (field \"f\")\nif it means no data, add \".\" to the missingValues of \"f\"", Field{Type: Number}, "."},
		{"other digits", "\"٥\" is not a number (field \"f\")", Field{Type: Number}, "٥"},
		{"boolean", "\"ya\" is neither true nor false (field \"f\")\n\"f\" is true for [\"true\" \"True\" \"TRUE\" \"1\"] and false for [\"false\" \"False\" \"FALSE\" \"0\"]; other words go in trueValues and falseValues", Field{Type: Boolean}, "ya"},
		{"e-mail", "\"dinas\" is not an e-mail address (field \"f\")", Field{Type: String, Format: "email"}, "dinas"},
		{"e-mail with a name", "\"Dinas <a@b.id>\" is not an e-mail address (field \"f\")", Field{Type: String, Format: "email"}, "Dinas <a@b.id>"},
		{"URI", "\"kupang.go.id\" is not a URI with a scheme (field \"f\")", Field{Type: String, Format: "uri"}, "kupang.go.id"},
		{"UUID", "\"12\" is not a UUID (field \"f\")", Field{Type: String, Format: "uuid"}, "12"},
		{"base64", "\"a3ViZ\" is not base64 (field \"f\")", Field{Type: String, Format: "binary"}, "a3ViZ"},
		{"day that does not exist", "\"2015-02-29\" is not a date of the form YYYY-MM-DD (field \"f\")", Field{Type: Date}, "2015-02-29"},
		{"date as written in Indonesia", "\"05/07/2016\" is not a date of the form YYYY-MM-DD (field \"f\")\nif all of the column is written so, declare format = \"%d/%m/%Y\" for \"f\"", Field{Type: Date}, "05/07/2016"},
		{"another pattern", "\"2016-07-05\" does not follow the format \"%d/%m/%Y\" (field \"f\")", Field{Type: Date, Format: "%d/%m/%Y"}, "2016-07-05"},
		{"any date that means two", "\"03/04/2016\" can be read as no date, or as several (field \"f\")\nif all of the column is written so, declare format = \"%d/%m/%Y\" for \"f\"", Field{Type: Date, Format: "any"}, "03/04/2016"},
		{"time with a point", "\"9.30\" is not a time of the form hh:mm:ss (field \"f\")\nif all of the column is written so, declare format = \"%H.%M\" for \"f\"", Field{Type: Time}, "9.30"},
		{"hour 25", "\"25:00:00\" is not a time of the form hh:mm:ss (field \"f\")", Field{Type: Time}, "25:00:00"},
		{"datetime with a blank", "\"2016-07-05 10:00:00\" is not a date and time of the form YYYY-MM-DDThh:mm:ss (field \"f\")\nif all of the column is written so, declare format = \"%Y-%m-%d %H:%M:%S\" for \"f\"", Field{Type: Datetime}, "2016-07-05 10:00:00"},
		{"zone beyond 14 hours", "\"10:00:00+15:00\" is not a time of the form hh:mm:ss (field \"f\")", Field{Type: Time}, "10:00:00+15:00"},
		{"short year", "\"16\" is not a year of four digits (field \"f\")", Field{Type: Year}, "16"},
		{"date as a year", "\"2016-07-05\" is not a year of four digits (field \"f\")\nif it is a date, \"f\" needs type = \"date\"", Field{Type: Year}, "2016-07-05"},
		{"year as a month", "\"2012\" is not a month of the form YYYY-MM (field \"f\")\nif it is a year, \"f\" needs type = \"year\"", Field{Type: Yearmonth}, "2012"},
		{"month 13", "\"2016-13\" is not a month of the form YYYY-MM (field \"f\")", Field{Type: Yearmonth}, "2016-13"},
		{"duration", "\"6 bulan\" is not a duration such as P1Y6M or PT30M (field \"f\")", Field{Type: Duration}, "6 bulan"},
		{"duration out of order", "\"P1D2Y\" is not a duration such as P1Y6M or PT30M (field \"f\")", Field{Type: Duration}, "P1D2Y"},
		{"object", "\"[1]\" is not a JSON object (field \"f\")", Field{Type: Object}, "[1]"},
		{"array", "\"{}\" is not a JSON array (field \"f\")", Field{Type: Array}, "{}"},
		{"list of numbers", "\"x\" is not an integer (field \"f\")\nif it means no data, add \"x\" to the missingValues of \"f\"", Field{Type: List, ItemType: Integer}, "1,x"},
		{"list of no numbers", "\"NaN\" cannot be in a list (field \"f\")", Field{Type: List, ItemType: Number}, "NaN"},
		{"point beyond the pole", "\"10.2, -123.6\" is not a point of the form \"lon, lat\" (field \"f\")\nlongitude comes first: Kupang is at 123.6, -10.2", Field{Type: Geopoint}, "10.2, -123.6"},
		{"point without latitude", "\"[1]\" is not a point of the form [lon, lat] (field \"f\")", Field{Type: Geopoint, Format: "array"}, "[1]"},
		{"GeoJSON without coordinates", "\"{\\\"type\\\":\\\"Polygon\\\",\\\"coordinates\\\":[1,2]}\" is not GeoJSON (field \"f\")", Field{Type: Geojson}, `{"type":"Polygon","coordinates":[1,2]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.field.Name = "f"
			v, err := c.field.Cast(c.in, nil)
			if got := said(err); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if v.State != Missing || v.Reason != Invalid || v.Text != "" {
				t.Errorf("got %+v", v)
			}
		})
	}
}

func TestLongTextIsCutInTheMessage(t *testing.T) {
	_, err := (&Field{Name: "f", Type: Integer}).Cast(strings.Repeat("é", 5000), nil)
	if got := said(err); len(got) > 200 || !strings.Contains(got, "…") {
		t.Errorf("got %d bytes: %.300s", len(got), got)
	}
}

func TestMissingValuesSayWhichOne(t *testing.T) {
	s := &Schema{MissingValues: []MissingValue{{Value: ""}, {Value: "-"}}, Fields: []Field{{Name: "a", Type: Integer}, {Name: "b", Type: String, MissingValues: []MissingValue{{Value: "x"}}}}}
	a, b := s.NewCaster(0), s.NewCaster(1)
	for _, c := range []struct {
		caster *Caster
		in     string
		state  State
		reason uint8
	}{{a, "", Missing, 0}, {a, "-", Missing, 1}, {a, "0", Present, 0}, {b, "x", Missing, 0}, {b, "", Present, 0}, {b, "-", Present, 0}} {
		if v, err := c.caster.Cast(c.in); err != nil || v.State != c.state || v.Reason != c.reason {
			t.Errorf("%q: got %+v, %v", c.in, v, err)
		}
	}
	if v, _ := (&Schema{Fields: []Field{{Type: Integer}}}).NewCaster(0).Cast(""); v.State != Missing || v.Reason != 0 {
		t.Errorf("an empty cell is missing unless the schema says otherwise: %+v", v)
	}
}

func TestZerosInFrontAreCounted(t *testing.T) {
	c := (&Schema{Fields: []Field{{Type: Integer}}}).NewCaster(0)
	for _, s := range []string{"0380", "0", "12", "007"} {
		if _, err := c.Cast(s); err != nil {
			t.Fatal(err)
		}
	}
	if c.ZeroPadded != 2 {
		t.Errorf("got %d", c.ZeroPadded)
	}
}

func TestCastAllocatesNothingForPlainCells(t *testing.T) {
	s := &Schema{Fields: []Field{{Type: Integer}, {Type: Number, DecimalChar: ",", GroupChar: "."}, {Type: String}, {Type: Date}, {Type: Year}, {Type: Boolean}, {Type: Date, Format: "%d/%m/%Y"}}}
	texts := []string{"58033", "1.234,50", "Tunas Baru", "2016-07-05", "2009", "true", "05/07/2016"}
	var casters []*Caster
	for i := range s.Fields {
		casters = append(casters, s.NewCaster(i))
	}
	if n := testing.AllocsPerRun(100, func() {
		for i, c := range casters {
			if _, err := c.Cast(texts[i]); err != nil {
				t.Fatal(err)
			}
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestListItemsKeepTheirDigits(t *testing.T) {
	if got := strings.Join(ListItems(`["a,b",1.50,true,false,12345678901234567890]`), "|"); got != "a,b|1.50|true|false|12345678901234567890" {
		t.Errorf("got %s", got)
	}
	if got := ListItems(`no list`); got != nil {
		t.Errorf("got %q", got)
	}
}

func FuzzCast(f *testing.F) {
	for _, seed := range []string{"58.033", "-0", "1e400", "1e-9999", "Rp600.000,-", "5 Juli 2016", "[1,", `{"a":1}`, "P1Y", "12:00:00.5+08:00", "a,,b", "123.6, -10.2", "nan", "\x00", "٣", "2016-12-31T24:00:00"} {
		f.Add(seed, uint8(2), "")
		f.Add(seed, uint8(8), "%d %B %Y")
	}
	f.Fuzz(func(t *testing.T, text string, kind uint8, format string) {
		field := Field{Name: "f", Type: Type(kind % uint8(len(typeNames))), Format: format, AroundNumber: kind&16 != 0}
		if kind&32 != 0 {
			field.DecimalChar, field.GroupChar = ",", "."
		}
		if kind&64 != 0 {
			field.ItemType = Number
		}
		if len(field.Check()) > 0 {
			field.Format = ""
		}
		v, err := field.Cast(text, nil)
		if err != nil || !valid(text) {
			return
		}
		published := field.Published()
		again, err := published.Cast(v.Text, nil)
		if err != nil || again.Text != v.Text {
			t.Errorf("%s %q is %q, which reads back as %q, %v", field.Type, text, v.Text, again.Text, err)
		}
		if order, ok := Compare(field.Type, v.Text, again.Text); ok && order != 0 {
			t.Errorf("%q is not equal to itself", v.Text)
		}
	})
}

func valid(s string) bool { return strings.ToValidUTF8(s, "") == s }
