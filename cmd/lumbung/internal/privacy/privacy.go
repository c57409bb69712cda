// Package privacy keeps people out of what a portal publishes. It has three parts, which
// know nothing of each other:
//
// Scan finds what identifies a person in any text (a CSV, a note, Markdown, TOML): numbers
// of identity and family cards, phone numbers, e-mail addresses, payment cards. It gives
// kinds and places, never the text found, because build logs are often public.
//
// Suppress decides which counts of a table must be hidden: those of few people, and the
// others that would give them away by subtraction. It does not stop at a rule of thumb: it
// looks for two tables that agree with everything published and differ in the hidden cell,
// and goes on hiding until each hidden cell has them. Its Plan is a list of cells; Apply
// makes the table without them.
//
// Strip makes a table without its private fields.
//
// Everything downstream (pages, charts, downloads, indexes) must be made from what Apply
// and Strip give, so that there is one place where a value is let out.
package privacy
