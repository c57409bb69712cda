package table

import (
	"bytes"
	"encoding/json"
	"strings"
)

// castJSON reads an object or an array. Its numbers stay as they are written.
func (c *Caster) castJSON(text string) (string, *CastError) {
	open, is := "{", "is not a JSON object"
	if c.field.Type == Array {
		open, is = "[", "is not a JSON array"
	}
	compact, ok := c.compact(text)
	if !ok || !strings.HasPrefix(compact, open) {
		return "", c.wrong(text, is)
	}
	return compact, nil
}

// compact is JSON without blanks.
func (c *Caster) compact(text string) (string, bool) {
	buf := bytes.NewBuffer(c.buf[:0])
	if json.Compact(buf, []byte(text)) != nil {
		return "", false
	}
	c.buf = buf.Bytes()
	return unsafeString(c.buf), true
}

func (f *Field) itemType() Type {
	if f.ItemType == Any {
		return String
	}
	return f.ItemType
}

// castList reads items between delimiters. An empty text is an empty list, where it does
// not stand for no value.
func (c *Caster) castList(text string) (string, *CastError) {
	delimiter := c.field.Delimiter
	if delimiter == "" {
		delimiter = ","
	}
	c.buf = append(c.buf[:0], '[')
	for n := 0; text != ""; n++ {
		item, rest, more := strings.Cut(text, delimiter)
		v, err := c.item.Cast(item)
		if err != nil {
			return "", err
		}
		if n > 0 {
			c.buf = append(c.buf, ',')
		}
		switch t := c.item.field.Type; {
		case t.Numeric() && strings.HasSuffix(v.Text, "N") || t.Numeric() && strings.HasSuffix(v.Text, "F"):
			return "", c.wrong(item, "cannot be in a list")
		case t.Numeric() || t == Boolean:
			c.buf = append(c.buf, v.Text...)
		default:
			c.buf = appendJSONString(c.buf, v.Text)
		}
		text = rest
		if more && rest == "" { // "a," has an empty item at its end
			v, err := c.item.Cast("")
			if err != nil {
				return "", err
			}
			c.buf = append(c.buf, ',')
			c.buf = appendJSONString(c.buf, v.Text)
		}
	}
	c.buf = append(c.buf, ']')
	return unsafeString(c.buf), nil
}

// appendJSONString writes a string with no more escapes than JSON needs.
func appendJSONString(b []byte, s string) []byte {
	buf := bytes.NewBuffer(b)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	enc.Encode(s) // a string always encodes
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}
