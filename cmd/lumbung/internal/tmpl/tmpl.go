// Package tmpl runs html/template templates without html/template's reflection. Themes are
// written in html/template's language and escaped by its rules; the pages are the same to
// the byte. What differs is when the work is done: once for a theme, and once for a set of
// pages, instead of once for each page.
//
// # Use
//
//	set, err := tmpl.Parse(files, funcs)                        // all files of the theme
//	t, err := set.Compile("profile.html", reflect.TypeFor[*V]()) // for data of one type
//	t, err = t.Bind(v)                                           // for pages that share what v has fixed
//	page, err := t.Append(page[:0], v)                           // many times, from many goroutines
//
// Set.Execute runs the same template through html/template itself. Tests compare the two.
//
// # Parse
//
// A file is a template of its own name ("profile.html", "_partials/figure.html") and may
// {{define}} others. All names are in one set. Where two files define the same name the later
// one wins, as in html/template; so files that a {{block}} is filled in from come last.
//
// # Compile
//
// html/template first works out the context of every action, and puts the escapers that
// the context needs at the end of its pipeline. Compile then turns that tree into a list of
// instructions for the type of the data. So contexts are never guessed here, and a template
// that html/template refuses is refused with its words.
//
// Types are followed through fields, methods, functions, loops, variables and {{template}}
// calls. A field that does not exist, a method with too few arguments, a text where a
// function wants a number: all are errors with file, line and column, all of them at once
// (see Errors), before any page is made; also in a branch that no page may ever take, where
// html/template would say nothing. Two things are known only when a page is made: what is in
// an interface, and whether a pointer is nil. Behind an interface the rules of html/template
// are followed at run time, with its cost.
//
// A template that is called is compiled anew for each call and each type of its dot, in
// place, so that it costs nothing to call it. One that calls itself becomes a routine.
//
// # What a page costs
//
// Strings, whole numbers and booleans that are reached through structs, pointers and lists
// are written without an allocation, and so are loops over lists, comparisons, conditions
// and variables. Functions and methods are called directly when they take pointers, texts,
// ints or any values, up to three or so, and give a text, a bool, an int, a pointer or a list,
// with or without an error (direct_shapes.go has the list); others are called through
// reflection, which costs about half a microsecond and a few allocations. Entries of maps, sorted loops
// over maps, floats, and values in interfaces cost allocations too.
//
// Escapers for text, attributes, addresses and strings in scripts are written here, for
// plain text; for all other values and contexts html/template's own are called.
//
// # Bind
//
// Most of a page is the same on many pages: the head, the navigation, the labels. Bind
// evaluates that once. A field is fixed when it is marked so in its type:
//
//	type Page struct {
//		Shell *Shell `tmpl:"fixed"` // the same for all pages that t is bound for
//		Title string
//	}
//
// Everything below a fixed field is fixed: .Shell.Nav, and each link in it. So are
// literals, and so is what is made of fixed things: functions and methods of fixed values
// with fixed arguments, comparisons, variables. Then
//
//   - an action that is fixed becomes the text it gives, already escaped;
//   - {{if}} and {{with}} of a fixed value become the branch that is taken;
//   - {{range}} over a fixed list is written out round by round, and what is fixed in a
//     round becomes text, even where something else in it is not;
//   - {{template}} is followed with what is known of its dot.
//
// Texts that end up beside each other become one. A page that depends on its data in twenty
// places is twenty appends of text and twenty of data.
//
// A struct field is part of the page's own data, so Bind looks for marks in the fields of
// embedded and nested structs, from the root on. What a pointer that is not fixed leads to,
// the elements of a list that is not fixed, and what a function gives are the page's own:
// marks below them are not looked at. A method of the page itself is never fixed, whatever
// it uses, because that cannot be known: call a function with fixed arguments instead. But a
// method that gives an embedded struct's own address is a way to it, where its tag says so:
//
//	type Profile struct {
//		Page `tmpl:"self=Base"` // func (p *Page) Base() *Page { return p }
//	}
//
// Fixed things are taken from the sample, and the promise that all pages agree with it is
// the caller's. Functions and methods are taken to be pure, from Bind on: one whose
// arguments are fixed, or that has none, may be called once, at Bind, or never. What it uses
// must be there by then. Compile calls nothing of the theme's: without Bind a function is
// called for each page. Something fixed that fails is an error of the pages that come to it,
// not of Bind.
//
// A variable that is assigned to ({{$x = …}}) is not followed: it is evaluated on the page.
// A fixed loop of which more than two thousand instructions are left stays a loop.
//
// # Errors at run time
//
// What html/template fails on fails here: a nil pointer, an index out of range, an error or
// a panic of a function. The error is an *Error with the place in the template, and wraps
// the function's. Append gives back what it was given, without half a page.
//
// # How it is kept right
//
// The tests run some hundred templates over values that try to break out of every context
// of a page, in every type that html/template treats in its own way, through html/template,
// compiled, compiled without types, and bound; a fuzz target makes up more. Whoever adds a
// fast way for something adds it to those tables.
package tmpl
