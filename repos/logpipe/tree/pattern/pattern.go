// Package pattern turns messages into what is the same in all messages of a kind.
package pattern

import "regexp"

// Rules are applied one after the other, each to what the ones before have left.
var rules = []struct {
	expression *regexp.Regexp
	mark       string
}{
	{regexp.MustCompile(`\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b`), "<uuid>"},
	{regexp.MustCompile(`\b[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\b`), "<ip>"},
	{regexp.MustCompile(`\b0x[0-9a-fA-F]+\b`), "<hex>"},
	{regexp.MustCompile(`"[^"]*"`), "<text>"},
	{regexp.MustCompile(`\b[0-9]+(\.[0-9]+)?\b`), "<n>"},
	{regexp.MustCompile(`[ \t]+`), " "},
}

// Of returns the pattern of a message: identifiers, addresses, texts between quotes and numbers become marks such as
// <n>, and runs of spaces and tabs one space.
//
// A number is a mark only if no letter, digit or underscore touches it, so that "sha256" stays as it is; a fraction is
// left out if it is not followed by an end of that kind.
func Of(message string) string {
	for _, rule := range rules {
		message = rule.expression.ReplaceAllString(message, rule.mark)
	}
	return message
}
