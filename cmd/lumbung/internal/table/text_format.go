package table

import (
	"encoding/base64"
	"net/mail"
	"net/url"
	"regexp"
)

// stringFormats are the formats of type string that can be wrong.
var stringFormats = map[string]func(string) bool{
	"email": func(s string) bool {
		a, err := mail.ParseAddress(s)
		return err == nil && a.Address == s
	},
	"uri": func(s string) bool {
		u, err := url.Parse(s)
		return err == nil && u.Scheme != ""
	},
	"binary": func(s string) bool {
		_, err := base64.StdEncoding.Strict().DecodeString(s)
		return err == nil
	},
	"uuid": regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`).MatchString,
}

var stringFormatNames = map[string]string{
	"email": "is not an e-mail address", "uri": "is not a URI with a scheme", "binary": "is not base64", "uuid": "is not a UUID",
}

func (c *Caster) castFormat(text string) (string, *CastError) {
	if !stringFormats[c.field.Format](text) {
		return "", c.wrong(text, stringFormatNames[c.field.Format])
	}
	return text, nil
}
