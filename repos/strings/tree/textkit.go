// Package textkit joins, repeats, indents, numbers, squeezes and shortens text.
package textkit

import (
	"fmt"
	"regexp"
	"strings"

	"example.org/textkit/internal/width"
)

// Join returns the parts with sep between each two of them.
func Join(parts []string, sep string) string {
	out := ""
	for i, part := range parts {
		if i > 0 {
			out += sep
		}
		out += part
	}
	return out
}

// Enumerate returns the parts as people list them: "a", "a and b", "a, b and c".
//
// The word before the last part is last, and the others are divided by sep.
func Enumerate(parts []string, sep, last string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	end := len(parts) - 1
	return Join(parts[:end], sep) + last + parts[end]
}

// Repeat returns n copies of s. It returns "" where n is not positive.
func Repeat(s string, n int) string {
	out := ""
	for i := 0; i < n; i++ {
		out += s
	}
	return out
}

// Lines splits text at line ends, "\n" or "\r\n". A line end at the end of the text begins no further line.
func Lines(text string) []string {
	if text == "" {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}

// Indent puts prefix before each line that holds more than white space.
func Indent(text, prefix string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			lines[i] = prefix + line
		}
	}
	return Join(lines, "\n")
}

// Dedent removes the spaces and tabs that all lines begin with. Lines of nothing but spaces and tabs become empty and
// do not count.
func Dedent(text string) string {
	lines := strings.Split(text, "\n")
	margin, found := "", false
	for _, line := range lines {
		if strings.Trim(line, " \t") == "" {
			continue
		}
		own := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if !found {
			margin, found = own, true
		}
		for !strings.HasPrefix(own, margin) {
			margin = margin[:len(margin)-1]
		}
	}
	for i, line := range lines {
		if strings.Trim(line, " \t") == "" {
			lines[i] = ""
		} else {
			lines[i] = strings.TrimPrefix(line, margin)
		}
	}
	return Join(lines, "\n")
}

// NumberLines puts its number, from first on, before each line of text.
func NumberLines(text string, first int) string {
	lines := Lines(text)
	digits := len(fmt.Sprint(first + len(lines) - 1))
	for i, line := range lines {
		lines[i] = fmt.Sprintf("%*d  %s", digits, first+i, line)
	}
	return Join(lines, "\n")
}

// Squeeze replaces each run of spaces, tabs and line ends by one space, and removes those at both ends.
func Squeeze(s string) string {
	runs := regexp.MustCompile(`[ \t\r\n]+`)
	return strings.Trim(runs.ReplaceAllString(s, " "), " ")
}

// Truncate shortens s to the display width limit and ends it with ellipsis if anything was cut.
//
// As many characters are kept as fit beside the ellipsis. If not even that fits, the result is the ellipsis.
func Truncate(s string, limit int, ellipsis string) string {
	if width.Of(s) <= limit {
		return s
	}
	room := limit - width.Of(ellipsis)
	kept := s
	for i, r := range s {
		if room -= width.Rune(r); room < 0 {
			kept = s[:i]
			break
		}
	}
	return kept + ellipsis
}
