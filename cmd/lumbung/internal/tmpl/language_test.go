package tmpl

import (
	"reflect"
	"strings"
	"testing"
)

// language has templates for each part of the language. Those that html/template refuses
// must be refused, too.
var language = []string{
	// text, comments, trimming
	"", "plain", "a{{/* c */}}b", "a {{- /* c */ -}} b", "{{`raw`}} {{\"q\\\"\"}} {{'x'}} {{1}} {{0x1F}} {{1.5}} {{1e3}} {{1i}} {{true}} {{-3}}",
	// fields
	"{{.S}}", "{{.Empty}}", "{{.Kind}}", "{{.Loud}}", "{{.HTML}}", "{{.N}} {{.Neg}} {{.Small}} {{.U}} {{.F}} {{.C}} {{.B}} {{.T}}",
	"{{.Bytes}}", "{{.Err}}", "{{.Say}}", "{{.Null}}", "{{.P}}", "{{.PP}}", "{{.NilP}}", "{{.Sub.Label}}", "{{.PSub.Label}}", "{{.NoSub}}",
	"{{.NoSub.Label}}", "{{.Val.Label}} {{.Val.Next.Label}}", "{{.Val.Next.Next.Label}}", "{{.Deep.In.Most}}", "{{.Title}} {{.Base.Title}} {{.Base.Path}}",
	"{{.Note}} {{.Extra.Note}} {{range .Notes}}{{.}},{{end}}", "{{.Words}} {{.Array}} {{.M}} {{.Facts}}", "{{.Inner.Fixed}} {{.Inner.Free}}",
	"{{.Missing}}", "{{.S.Missing}}", "{{.hidden}}", "{{.Shell.Nil}}", "{{.Shell.Nil.Name}}", "{{.Shell.Home}}", "{{.N.X}}", "{{.Seq}}", "{{.Fn}}",
	// any
	"{{.Any}} {{.AnyN}} {{.AnyNil}} {{.AnyH}}", "{{.AnyP.Label}} {{.AnyP.Next.Label}} {{.AnyP.Upper}}", "{{.AnyM.k}} {{.AnyM.n}} {{.AnyM.zzz}}", "{{.AnyM.f.Label}}",
	"{{.AnyNil.X}}", "{{.AnyN.X}}", "{{.AnyP.Nope}}", "{{.AnyP.Link .S}}", "{{.AnyP.Link 3}}", "{{.AnyP.Mix \"a\" 3}}", "{{.AnyP.Ranked 2}}", "{{.AnyP.Fail}}", "{{.AnyP.Panic}}", "{{.AnyP.Label 1}}", "{{.AnyM.k 1}}",
	"{{.Any | upper}} {{.AnyN | inc}} {{.AnyP | fact}}", "{{.AnyNil | upper}}", "{{.AnyN | upper}}", "{{range .AnyL}}[{{.}}]{{end}}", "{{range .Anys}}[{{.}}]{{end}}", "{{.AnyNil | fact}}", "{{.Shell.Any}} {{.Shell.Any | upper}}",
	// maps
	"{{.M.b}} {{.M.none}} {{index .M \"a\"}} {{index .M \"none\"}}", "{{.NoMap.x}} {{index .NoMap \"x\"}}", "{{.MI.x}}", "{{index .MI 3}} {{index .MI 99}}", "{{index .MK \"z\"}}",
	"{{.MM.k.l.Label}}", "{{.MM.k.zz}}", "{{.MM.k.zz.Label}}", "{{(index .MM \"k\" \"l\").Label}}", "{{with .MM.q}}yes{{else}}no{{end}}", "{{.Shell.Tags.b}} {{.Shell.Tags.none}}",
	// methods
	"{{.Href .Path}}", "{{.Base.Href \"x\"}}", "{{.Canonical}}", "{{.Copy \"ab\" 2}}", "{{.Sub.Upper}} {{.Val.Upper}}", "{{.Val.Link \"#\"}}", "{{.NoSub.IsNil}} {{.Sub.IsNil}}", "{{.NoSub.Upper}}",
	"{{.Sub.Ranked 1}} {{.Sub.Ranked 5}}", "{{.Sub.Fail}}", "{{.Sub.Panic}}", "{{.Sub.Self.Self.Label}}", "{{.Sub.All 1 \"a\" .N}}", "{{.Sub.Mix .S .N}}", "{{.Sub.Mix .S}}", "{{.Sub.Mix .N .S}}", "{{.S | .Href}}", "{{.Kind.Known}} {{.Loud.String}}",
	"{{.PSub.Upper}} {{.PSub.IsNil}}", "{{(index .Facts 0).Upper}}", "{{(index .Facts 0).Link \"a\"}}", "{{.NoSub.Next.Label}}", "{{.Say.String}}", "{{.Null.String}}", "{{.Err.Error}}",
	// functions
	"{{upper .S}} {{.S | upper}} {{.S | printf \"%s-%d\" \"x\"}}", "{{printf \"%q %v\" .S .N}}", "{{print 1 2 \"a\" \"b\" .N}}", "{{println .S .N}}", "{{join .S \"b\"}} {{\"b\" | join .S}}", "{{three \"a\" .S \"c\"}}",
	"{{safe .S}} {{.S | safe}}", "{{url .S}}", "{{show .N}} {{show .Any}} {{show .AnyNil}} {{show nil}} {{show .Kind}} {{show 1}} {{show .P}}", "{{inc .N}} {{inc 1}} {{add 1 .N}}", "{{inc .Neg}}", "{{inc \"x\"}}", "{{small 1 2 3 4}}", "{{small .Small 2 3 4i}}",
	"{{isx .S}} {{isx \"x\"}}", "{{mark .Kind}} {{mark \"lit\"}}", "{{mark .S}}", "{{upper .Kind}}", "{{fact .Sub}} {{fact .Val}}", "{{fact (index .Facts 0)}}", "{{value .Sub}} {{value .Val}}", "{{value .NoSub}}", "{{facts .Facts}}", "{{(pick .Sub .S).Label}}",
	"{{fail .S}}", "{{even .N}}", "{{check .S}}", "{{crash}}", "{{nilerr .NoSub}} {{nilerr nil}}", "{{range list \"a\" .S}}{{.}};{{end}}", "{{range any 1 .S nil}}[{{.}}]{{end}}", "{{text \"k\" .N .S}} {{text \"k\"}}",
	"{{reflect .S}} {{reflect .Facts}} {{reflect 1}} {{reflect .AnyNil}}", "{{give .S}} {{give .Sub | fact}}", "{{boxed .S}} {{boxed .S | upper}} {{null}}", "{{mapof .M}} {{mapof nil}}", "{{intp .N}}", "{{say .Say}} {{say .Loud}}", "{{say .Null}}", "{{words .Words}} {{words .PWords}}", "{{words .NilPW}}",
	"{{float 3}} {{float .F}}", "{{greet}} {{greet | upper}}", "{{upper}}", "{{upper .S .S}}", "{{upper nil}}", "{{.S | upper | safe}}", "{{repeat .S 2}}", "{{(upper .S)}}", "{{((.S))}}", "{{upper (join .S (upper .S))}}", "{{repeat \"x\" .N}}",
	"{{repeat \"x\" -1}}", "{{3 | add 4}}", "{{.S 1}}", "{{\"a\" 1}}", "{{.S | .N}}", "{{. | show}}", "{{$ | show}}", "{{nil}}", "{{upper .AnyNil}}",
	"{{say .Num}} {{say .Pet}} {{say .NoNum}} {{said .Num}} {{.Pet | said}} {{(called .Pet).Label}}", "{{doubt .Num}}", "{{say .Sub}}", "{{say nil}}", "{{with called .Num}}{{.Label}}{{end}}",
	"{{range .Sub.Kin}}{{.Label}} {{.Upper}} {{.Link \"x\"}};{{end}}{{len .Sub.Kin}} {{(index .Sub.Kin 1).Label}}", "{{range .Sub.Names}}{{.}};{{end}}{{.Sub.Names.First}}", "{{range $i, $s := .Sub.Sure}}{{$i}}{{$s}};{{end}}{{words .Sub.Sure}}",
	"{{range letters .S}}{{.}}-{{else}}none{{end}}{{letters \"ab\"}}", "{{range nothing .Sub}}x{{else}}none{{end}}{{if nothing .Sub}}y{{end}}{{facts (nothing .Sub)}}{{with .Sub.Kin}}{{range .}}{{.Value}}{{end}}{{end}}", "{{.NoSub.Kin}}",
	// built-ins
	"{{len .S}} {{len .Facts}} {{len .M}} {{len .Array}} {{len .PWords}} {{len \"abc\"}}", "{{len .N}}", "{{len .NilPW}}", "{{len .AnyNil}}", "{{len .AnyL}}", "{{len nil}}",
	"{{index .Words 0}} {{index .Words 1 | upper}}", "{{index .Words 9}}", "{{index .Words -1}}", "{{index .Words .N}}", "{{index .Words \"a\"}}", "{{index .Words}}", "{{index .Array 1}} {{index .Grid 0 1}}", "{{index .Grid 1 0}}", "{{index .S 0}}", "{{index .AnyL 0}}", "{{index .AnyM \"k\"}}", "{{index nil 1}}", "{{index .N 1}}", "{{index .PWords 0}}", "{{index .MAny 2}} {{index .MAny \"s\"}}", "{{index .Words .U}}",
	"{{slice .S 0 1}} {{slice .Words 1}} {{slice .Words 0 1 | len}} {{slice \"abc\" 1 2}}", "{{slice .S 5 2}}", "{{slice .N}}", "{{range slice .Facts 0 1}}{{.Label}}{{end}}", "{{slice .Array 0 2}}", "{{range slice .Array 1 2}}{{.}}{{end}}",
	"{{and .S .N}} {{and .Empty .S}} {{or .Empty .S}} {{or .Empty .B .N}} {{and 1 0}} {{or 0 \"\"}} {{and true .S}} {{or false .S}}", "{{if and .S .Title}}y{{end}}{{if or .Empty .B}}n{{else}}z{{end}}", "{{.S | and .T}} {{.S | or .Empty}} {{.Empty | or .S}}", "{{fail .S | or .S}}", "{{or .S (fail .S)}} {{and .B (fail .S)}}", "{{or .Empty (fail .S)}}", "{{and}}", "{{and .AnyNil 1}} {{or .AnyNil 1}} {{or nil .S}}",
	"{{or .Empty .Title}} {{upper (or .Empty .S)}} {{(or .NoSub .Sub).Label}} {{with and .Sub .Sub.Next}}{{.Label}}{{end}}", "{{or .Kind .S}} {{and .T .B}} {{or .B .T}}",
	"{{not .S}} {{not .Empty}} {{not 0}} {{not nil}} {{not .AnyNil}} {{not .NoSub}} {{not .None}} {{not .M}} {{not .F}} {{not .C}} {{not .Val}} {{not .Fn}}", "{{not}}", "{{not 1 2}}",
	"{{eq .S \"x\"}} {{eq .S .S}} {{eq .N 42}} {{eq .N 1 2 42}} {{eq .Kind \"x\"}} {{eq .T true}} {{eq .F 1e21}} {{eq .C 1i}} {{eq .U 65535}} {{eq .Neg -7}}", "{{eq .S .N}}", "{{eq .S}}", "{{eq .Any .S}} {{eq .AnyN 5}}", "{{eq .Any 1}}", "{{eq .AnyNil nil}} {{eq .NoSub nil}} {{eq .Sub nil}} {{eq nil nil}}", "{{eq .Sub .Sub}} {{eq .Sub .NoSub}}", "{{eq .Words .Words}}", "{{eq .Val .Val}}", "{{eq .AnyNil 1}}", "{{eq .U .N}} {{eq .N .U}} {{lt .Neg .U}}", "{{eq \"a\" \"b\" .S \"a\"}}",
	"{{ne .S \"x\"}} {{ne .N 1}}", "{{lt .N 50}} {{le .N 42}} {{gt .N 42}} {{ge .N 42}} {{lt .S \"b\"}} {{le .S .S}} {{gt .S \"A\"}} {{ge \"a\" \"b\"}} {{lt .F 1.0}} {{lt 1 2}}", "{{lt .S 1}}", "{{lt .T .B}}", "{{lt .Sub .Sub}}", "{{lt .AnyN 9}} {{gt .AnyN 9}}", "{{lt 1}}", "{{ne 1 2 3}}", "{{lt .C .C}}",
	"{{html .S}} {{.S | html}} {{html .S .N}} {{js .S}} {{urlquery .S}} {{.S | urlquery}} {{html .HTML}}", "<a title='{{.S | html}}' href='?{{.S | urlquery}}'>", "{{html .P .Loud}}", "{{.S | html | upper}}", "<a x={{.S | html}}>", "<a href='{{.S | urlquery}}'>",
	"{{call .Fn .S}} {{call .Fn2 1 \"a\" \"b\"}} {{call .AnyF .S}}", "{{call .Fn}}", "{{call nil}}", "{{call .S}}", "{{call .Fn 1}}", "{{.S | call .Fn}}",
	// if, with
	"{{if .S}}a{{else}}b{{end}}{{if .Empty}}a{{else if .N}}c{{else}}b{{end}}", "{{if .NoSub}}a{{end}}{{if .Sub}}b{{end}}{{if .Val}}c{{end}}{{if .AnyNil}}d{{else}}e{{end}}{{if .Facts}}f{{end}}{{if .None}}g{{end}}{{if .Array}}h{{end}}{{if .F}}i{{end}}{{if .Null}}j{{end}}{{if .NilP}}k{{end}}{{if .Fn}}l{{end}}{{if .U}}m{{end}}",
	"{{with .Sub}}{{.Label}} {{$.S}}{{end}}{{with .NoSub}}x{{else}}none {{.S}}{{end}}", "{{with $x := .Sub}}{{$x.Label}}{{.Value}}{{else}}{{$x}}{{end}}", "{{with $x := .NoSub}}{{else}}{{if $x}}1{{else}}0{{end}}{{end}}", "{{with .Empty}}a{{else with .Sub}}{{.Label}}{{else}}c{{end}}", "{{with upper .S}}{{.}}{{len .}}{{end}}", "{{with inc .N}}{{.}}{{end}}", "{{with .Any}}{{.}}{{end}}", "{{if $x := .N}}{{$x}}{{end}}", "{{with .AnyP}}{{.Label}}{{end}}", "{{with 3}}{{.}}{{end}}", "{{with .P}}{{.}}{{end}}", "{{with .Kind}}{{.}} {{.Known}}{{end}}", "{{with .T}}{{.}}{{end}}",
	// range
	"{{range .Words}}[{{.}}]{{end}}{{range .None}}x{{else}}empty {{.S}}{{end}}", "{{range $i, $w := .Words}}{{$i}}={{$w}}{{.}};{{end}}", "{{range $w := .Words}}{{$w}}{{end}}", "{{range .Facts}}{{.Label}}:{{.Value}} {{.Upper}} {{.Link \"b\"}} {{$.S}}{{range .More}}({{.}}){{end}}{{end}}", "{{range .Ptrs}}{{if .}}{{.Label}}{{else}}nil{{end}}{{end}}", "{{range .Ptrs}}{{.Label}}{{end}}", "{{range .Array}}{{.}}{{end}}{{range $i, $e := .Array}}{{$i}}{{$e}}{{end}}",
	"{{range .M}}{{.}},{{end}}{{range $k, $v := .M}}{{$k}}={{$v}};{{end}}{{range $k, $v := .MI}}{{$k}}={{$v}};{{end}}{{range $k, $v := .MF}}{{$k}}={{$v.Label}};{{end}}{{range $k, $v := .MK}}{{$k}}{{$v}}{{end}}{{range $k, $v := .MAny}}{{$k}}{{$v}};{{end}}{{range .NoMap}}x{{else}}y{{end}}", "{{range $k, $v := .AnyM}}{{$k}}={{$v}};{{end}}", "{{range .MF}}{{.Link \"x\"}}{{end}}", "{{range .MF}}{{.Upper}}{{end}}",
	"{{range 3}}{{.}}{{end}}{{range $i := 3}}{{$i}}{{end}}{{range .U | len | printf \"%d\"}}{{end}}", "{{range .Small}}x{{else}}neg{{end}}", "{{range $i, $j := 3}}{{end}}", "{{range .N}}{{.}}{{end}}", "{{range $i := .N}}{{$i}}{{end}}", "{{range 0}}a{{else}}zero{{end}}", "{{range inc 1}}{{.}}{{end}}", "{{range .S}}x{{end}}", "{{range .Sub}}x{{end}}", "{{range .AnyNil}}x{{else}}nil{{end}}", "{{range .PWords}}{{.}}{{end}}", "{{range .NilPW}}{{.}}{{end}}", "{{range nil}}{{end}}", "{{range .Fn}}{{end}}",
	"{{range .Seq}}{{.}};{{end}}{{range $s := .Seq}}{{$s}}{{end}}{{range .Seq2}}{{.}};{{end}}{{range $i, $s := .Seq2}}{{$i}}{{$s}}{{end}}{{range $i := .Seq2}}{{$i}}{{end}}", "{{range $i, $s := .Seq}}{{end}}", "{{range .Seq}}{{.}}{{break}}{{end}}",
	"{{range .Words}}{{if eq . \"two\"}}{{break}}{{end}}{{.}}{{end}}", "{{range .Words}}{{if eq . \"two\"}}{{continue}}{{end}}[{{.}}]{{end}}", "{{range $i, $r := .Grid}}{{range $r}}{{if eq . 2}}{{continue}}{{end}}{{.}}{{else}}none{{end}}{{if eq $i 1}}{{break}}{{end}}{{end}}", "{{range .Shell.Nav}}{{if eq .Section \"b\"}}{{break}}{{end}}{{.Title}}{{end}}", "{{range .Shell.Nav}}{{if eq .Section $.S}}{{continue}}{{end}}{{.Title}}{{end}}", "{{range list \"a\" \"b\" \"c\"}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{end}}",
	"{{range $x := .None}}{{else}}{{len $x}}{{end}}{{range $i, $x := .NoMap}}{{else}}{{len $x}}{{len $i}}{{end}}", "{{range .Anys}}{{show .}};{{end}}", "{{range .Facts}}{{with .Next}}{{.Label}}{{else}}-{{.Label}}{{end}}{{end}}", "{{range .Shell.Nav}}<a href=\"{{$.Href .Path}}\"{{if eq .Section $.S}} class=\"on\"{{end}}>{{.Title}}</a>{{end}}", "{{range $k, $v := .Shell.Tags}}{{$k}}={{$v}}{{$.N}}{{else}}none{{end}}",
	// variables
	"{{$x := .S}}{{$x}}{{$x := 3}}{{$x}}{{$x = \"now\"}}{{$x}}", "{{$x := 1}}{{if .S}}{{$x = 2}}{{end}}{{$x}}", "{{$x := 1}}{{if .S}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "{{$n := 0}}{{range .Facts}}{{$n = add $n .Rank}}{{end}}{{$n}}", "{{$first := true}}{{range .Words}}{{if not $first}}, {{end}}{{.}}{{$first = false}}{{end}}", "{{$x := .Sub}}{{$x.Label}} {{$x.Next.Label}} {{$x.Upper}} {{$x.Link .S}}", "{{$x := .Val}}{{$x.Link \"a\"}}", "{{$x := upper .S}}{{len $x}}{{$x}}", "{{$x := inc .N}}{{$x}}", "{{$w := \"\"}}{{$i := 0}}{{range $i, $w = .Words}}{{$i}}{{$w}}{{end}}{{$i}}{{$w}}", "{{$w := \"\"}}{{range $w = .Words}}{{$w}}{{end}}{{$w}}", "{{$w := 1}}{{range $w = .None}}{{else}}{{len $w}}{{end}}{{len $w}}", "{{$x := 1}}{{with $x = .Sub}}{{.Label}}{{end}}{{$x.Label}}", "{{$x := .T}}{{if $x}}y{{end}}{{$x = .B}}{{if $x}}y{{else}}n{{end}}", "{{$x := .AnyNil}}{{if $x}}1{{else}}0{{end}}{{show $x}}", "{{printf \"%v%v\" ($x := 3) $x}}", "{{$x := 1}}{{range .Words}}{{$x = .}}{{end}}{{$x}}", "{{$ | show}}{{$.S}}", "{{$x := .Shell}}{{$x.Name}}{{range $x.Nav}}{{.Title}}{{end}}", "{{$d := .}}{{$d.Title}} {{$d.S}} {{with $d}}{{.Title}}{{.Path}}{{end}}", "{{$x := $y}}", "{{range .Facts}}{{$l := .Label}}{{range .More}}{{$l}}{{.}}{{end}}{{end}}",
	"{{$x := .Title}}{{$x = .S}}{{$x}}", "{{$k := .Kind}}{{$k}} {{mark $k}} {{if eq $k \"x\"}}x{{end}}", "{{$x := print .N}}{{range .Words}}{{$y := print . $x}}{{$y}}{{end}}",
	// templates
	"{{define \"t\"}}[{{.}}]{{end}}{{template \"t\" .S}}{{template \"t\" .N}}{{template \"t\"}}{{template \"t\" .AnyNil}}{{template \"t\" .Any}}", "{{define \"f\"}}{{.Label}} {{.Link \"x\"}}{{$.Value}}{{end}}{{template \"f\" .Sub}}{{range .Facts}}{{template \"f\" .}}{{end}}{{template \"f\" .Val}}", "{{define \"f\"}}{{.Label}}{{end}}{{template \"f\" .NoSub}}", "{{block \"b\" .}}{{.S}} {{$.N}}{{end}}", "{{define \"r\"}}{{.Name}}{{range .Kids}}<ul>{{template \"r\" .}}</ul>{{end}}{{end}}{{template \"r\" .Shell.Tree}}", "{{define \"n\"}}{{.Label}}{{with .Next}}>{{template \"n\" .}}{{end}}{{end}}{{template \"n\" .Sub}}{{template \"n\" .Val}}", "{{template \"none\" .}}", "{{define \"v\"}}{{$x := .}}{{$x}}{{end}}{{$x := .S}}{{template \"v\" .N}}{{$x}}", "{{define \"a\"}}{{template \"b\" .}}{{end}}{{define \"b\"}}{{.S}}{{.Title}}{{end}}{{template \"a\" .}}{{template \"a\" $}}", "{{define \"p\"}}{{.Title}}{{.Path}}{{.Href \"q\"}}{{end}}{{template \"p\" .Base}}{{template \"p\" .}}", "{{define \"in\"}}{{.Fixed}}{{.Free}}{{end}}{{template \"in\" .Inner}}", "{{define \"t\"}}{{.}}{{end}}<title>{{template \"t\" .S}}</title><a title=\"{{template \"t\" .S}}\" href='{{template \"t\" .S}}'>{{template \"t\" .S}}</a><script>var x = {{template \"t\" .S}}</script>", "{{define \"loop\"}}{{template \"loop\" .}}{{end}}",
	"{{define \"o\"}}{{if .}}{{template \"i\" .}}{{end}}{{end}}{{define \"i\"}}<b title={{.}}>{{.}}</b>{{end}}<textarea>{{template \"o\" .S}}</textarea>{{template \"o\" .S}}", "{{template \"t\" $x := .S}}{{$x}}{{define \"t\"}}{{.}}{{end}}",
	"{{define \"c\"}}{{if gt . 0}}{{.}}{{template \"c\" (add . -1)}}{{end}}{{end}}{{template \"c\" 5}} {{template \"c\" .N}}",
	// contexts that end badly
	"<a href=\"{{.S}}", "{{if .S}}<a href=\"{{end}}", "<script>{{if .S}}\"{{end}}", "<a {{.S}}={{.S}}>", "<a href='{{if .S}}/x{{else}}?q={{end}}{{.S}}'>",
}

func TestLanguageGivesTheBytesOfHTMLTemplate(t *testing.T) {
	for _, s := range []string{"x", "", "<a href='x'>&+\"</a>"} {
		for _, text := range language {
			set, err := Parse([]File{{"page.html", text}}, funcs)
			if err != nil {
				continue // the parser is html/template's own
			}
			compareSet(t, set, text, newView(s))
		}
	}
}

func TestDataOfOtherTypesThanPointersToStructs(t *testing.T) {
	word := "w & w"
	for _, c := range []struct {
		text string
		data any
	}{
		{"{{.}} {{len .}}", "a<b"},
		{"{{.}}", 7},
		{"{{.}}", &word},
		{"{{.}}", nil},
		{"{{.Label}} {{.Upper}}", fact{Label: "<l>"}},
		{"{{.Link 1}}", fact{}},
		{"{{.Link \"x\"}}", fact{}},
		{"{{.k}} {{.none}} {{range $k, $v := .}}{{$k}}{{$v}}{{end}}", map[string]any{"k": 1, "a": "<"}},
		{"{{range .}}{{.Label}}{{.Upper}}{{.Link \"u\"}}{{end}}", []fact{{Label: "q"}}},
		{"{{range .}}{{.}}{{end}}", [2]string{"a", "b"}},
		{"{{range .}}{{.}}{{else}}no{{end}}", (chan int)(nil)},
		{"{{.X}}", (*fact)(nil)},
		{"{{if .}}y{{else}}n{{end}}", (*fact)(nil)},
		{"{{.}}", kind("<k>")},
		{"{{.Known}}", kind("k")},
		{"{{.Title}}{{.Path}}", Base{Title: "t", Path: "p"}},
		{"{{.Href \"a\"}}", Base{}},
	} {
		compare(t, c.text, c.data)
	}
}

func TestLoopsOverChannels(t *testing.T) {
	fill := func() chan string {
		c := make(chan string, 3)
		c <- "a"
		c <- "<b>"
		close(c)
		return c
	}
	text := "{{range $i, $e := .}}{{$i}}{{$e}}{{end}}{{range .}}{{else}} empty{{end}}"
	set, err := Parse([]File{{"page.html", text}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := run(set, fill())
	if err != nil {
		t.Fatal(err)
	}
	c := fill()
	compiled, err := set.Compile("page.html", reflect.TypeOf(c))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := compiled.Append(nil, c); err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

// TestTemplatesOfASetAreEscapedInAnyOrder: what templates share is escaped once, and one that
// is refused spoils none that is asked for before or after it.
func TestTemplatesOfASetAreEscapedInAnyOrder(t *testing.T) {
	files := []File{
		{"a.html", "{{template \"share\" .}}<title>{{template \"share\" .}}</title>"},
		{"b.html", "<p>{{template \"share\" .}}<a href=\"{{template \"share\" .}}{{if .S}}\"{{end}}>"},
		{"c.html", "{{template \"share\" .}}<a title=\"{{template \"share\" .}}\" href='{{template \"share\" .}}'>"},
		{"d.html", "{{template \"c.html\" .}}<script>var x = {{template \"share\" .}}</script>"},
		{"share.html", "{{define \"share\"}}{{.S}}{{end}}"},
	}
	v := newView("<b> \"'&")
	for _, order := range [][]string{{"a", "b", "c", "d"}, {"b", "d", "c", "a"}, {"d", "c", "b", "a"}, {"c", "a", "d", "b"}} {
		set, err := Parse(files, funcs)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range order {
			compiled, err := set.Compile(name+".html", reflect.TypeOf(v))
			alone, parseErr := Parse(files, funcs) // html/template itself does not bear another order
			if parseErr != nil {
				t.Fatal(parseErr)
			}
			var want strings.Builder
			wantErr := alone.Execute(&want, name+".html", v)
			if (err == nil) != (wantErr == nil) || (err == nil) != (name != "b") {
				t.Fatalf("%s after others of %q: got %v; html/template: %v", name, order, err, wantErr)
			}
			if err != nil {
				continue
			}
			if got, err := compiled.Append(nil, v); err != nil || string(got) != want.String() {
				t.Errorf("%s of %q: got %s, %v; want %s", name, order, got, err, want.String())
			}
		}
	}
}
