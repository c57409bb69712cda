package asset

import "lumbung/cmd/lumbung/internal/diag"

// saying is one of esbuild's messages as a message of ours: the same words in English, which
// esbuild speaks only, but translated for those who read another language.
type saying struct {
	theirs diag.Wording
	ours   string // its verbs take the groups of theirs
}

// sayings are what a mistake in a script or a style is told by most, tried in this order.
var sayings = []saying{
	said(`^expected (.+) to go with (".*")$`, diag.Msg("expected %s to go with %s")),
	said(`^expected "\*/" to terminate multi-line comment$`, diag.Msg(`the comment is not closed: "*/" is missing`)),
	said(`^expected (.+) but found (.+)$`, diag.Msg("expected %s but found %s")),
	said(`^expected (".*"|[a-z ]+)$`, diag.Msg("expected %s")),
	said(`^unexpected (".*"|[a-z ]+) inside (".*")$`, diag.Msg("unexpected %s inside %s")),
	said(`^unexpected (".*"|[a-z ]+) in (.+)$`, diag.Msg("unexpected %s in %s")),
	said(`^unexpected (".*"|[a-z ]+)$`, diag.Msg("unexpected %s")),
	said(`^unterminated (?:string literal|string token|template literal)$`, diag.Msg("the text is not closed: a quotation mark is missing")),
	said(`^unterminated regular expression$`, diag.Msg("the regular expression is not closed: / is missing")),
	said(`^syntax error (".*")$`, diag.Msg("%s cannot stand here")),
	said(`^the symbol (".*") has already been declared$`, diag.Msg("the name %s has already been declared")),
	said(`^the symbol (".*") was originally declared here:$`, diag.Msg("the name %s was first declared here")),
	said(`^the symbol (".*") was declared a constant here:$`, diag.Msg("%s was declared a constant here")),
	said(`^multiple exports with the same name (".*")$`, diag.Msg("two exports have the name %s")),
	said(`^the name (".*") was originally exported here:$`, diag.Msg("the name %s was first exported here")),
	said(`^no matching export in (".*") for import (".*")$`, diag.Msg("no matching export in %s for import %s")),
	said(`^import (".*") will always be undefined because there is no matching export in (".*")$`, diag.Msg("import %s will always be undefined: there is no matching export in %s")),
	said(`^cannot assign to (".*") because it is a constant$`, diag.Msg("cannot assign to %s, which is a constant")),
	said(`^this assignment will throw because (".*") is a constant$`, diag.Msg("cannot assign to %s, which is a constant")),
	said(`^invalid assignment target$`, diag.Msg("nothing can be assigned to what stands here")),
	said(`^duplicate key (".*") in object literal$`, diag.Msg("the key %s stands twice in the object")),
	said(`^the original key (".*") is here:$`, diag.Msg("the first key %s is here")),
	said(`^"await" can only be used inside an "async" function$`, diag.Msg(`"await" can only be used inside an "async" function`)),
	said(`^consider adding the "async" keyword here:$`, diag.Msg(`the word "async" belongs here`)),
	said(`^no loader is configured for (".*") files: (".*")$`, diag.Msg("files such as %[2]s cannot be taken into a script or a style")),
	said(`^(".*") is not a known CSS property$`, diag.Msg("%s is not a known CSS property")),
	said(`^comments in CSS use "/\* \.\.\. \*/" instead of "//"$`, diag.Msg(`comments in CSS stand between "/*" and "*/"`)),
	said(`^all "@import" rules must come first$`, diag.Msg(`"@import" must stand before all other rules`)),
	said(`^"@charset" must be the first rule in the file$`, diag.Msg(`"@charset" must be the first rule in the file`)),
	said(`^did you mean (".*") instead\?$`, diag.Msg("did you mean %s instead?")),
	said(`^the unbalanced (".*") is here:$`, diag.Msg("the unbalanced %s is here")),
	// What the resolver of this package says, which esbuild passes on as text.
	said(`^there is no (".*") in the theme$`, diag.Msg("there is no %s in the theme")),
	said(`^(".*") is elsewhere, and`, diag.Msg("%s is elsewhere, and a page asks nobody else for anything: copy the file into the theme")),
	said(`^(".*") begins with a slash:`, diag.Msg("%s begins with a slash: write the path from the file it stands in")),
}

func said(theirs string, ours diag.Message) saying {
	return saying{diag.WordedAs(theirs), ours.Format}
}

// tokens are esbuild's words for what it expects or finds; what stands in quotes is the
// author's own.
var tokens = map[string]diag.Message{
	"identifier": diag.Msg("a name"), "end of file": diag.Msg("the end of the file"), "string": diag.Msg("a text"),
	"string token": diag.Msg("a text"), "number": diag.Msg("a number"), "whitespace": diag.Msg("a space"), "bad string token": diag.Msg("a text that is not closed"),
	"bad URL token": diag.Msg("an address that is not closed"), "URL token": diag.Msg("an address"), "template literal": diag.Msg("a text"),
	"regular expression": diag.Msg("a regular expression"), "selector": diag.Msg("a selector"),
}

// words is one of esbuild's messages, as lower gives it. What nobody foresaw stays as it is.
func words(text string) diag.Message {
	for _, s := range sayings {
		m := s.theirs.Match(text)
		if m == nil {
			continue
		}
		var args []any
		for _, group := range m[1:] {
			if token, ok := tokens[group]; ok {
				args = append(args, token)
			} else {
				args = append(args, group)
			}
		}
		return diag.Msg(s.ours, args...)
	}
	return diag.Msg("%s", text)
}
