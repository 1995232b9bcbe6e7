// Package escape makes text safe to put into HTML, JSON, addresses and shell commands, and reads it back.
package escape

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ErrMalformed is returned, wrapped, for text that no function of this package would have written.
var ErrMalformed = errors.New("malformed escape")

// HTML replaces the characters & < > " ' by references. Other bytes stay as they are.
func HTML(s string) string {
	s = strings.ReplaceAll(s, "&", "&amp;")
	s = strings.ReplaceAll(s, "<", "&lt;")
	s = strings.ReplaceAll(s, ">", "&gt;")
	s = strings.ReplaceAll(s, `"`, "&quot;")
	return strings.ReplaceAll(s, "'", "&#39;")
}

var named = map[string]string{
	"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "nbsp": "\u00a0", "copy": "\u00a9",
	"hellip": "\u2026", "ndash": "\u2013", "mdash": "\u2014", "euro": "\u20ac",
}

// UnescapeHTML replaces named and numbered references by their characters.
//
// A reference that is unknown, or has no semicolon, stays as it is, and so does one to a number that is no
// character.
func UnescapeHTML(s string) string {
	reference := regexp.MustCompile(`&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]{2,6});`)
	return reference.ReplaceAllStringFunc(s, func(found string) string {
		name := found[1 : len(found)-1]
		if name[0] != '#' {
			if char, ok := named[name]; ok {
				return char
			}
			return found
		}
		digits, base := name[1:], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		code, err := strconv.ParseInt(digits, base, 32)
		if err != nil || code == 0 || !utf8.ValidRune(rune(code)) {
			return found
		}
		return string(rune(code))
	})
}

// JSON returns s as a JSON string, with its quotes.
//
// Control characters, and the line ends U+2028 and U+2029 that JavaScript does not allow, are escaped. A byte that is
// not UTF-8 becomes U+FFFD.
func JSON(s string) string {
	out := `"`
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out += `\` + string(r)
		case r == '\n':
			out += `\n`
		case r == '\r':
			out += `\r`
		case r == '\t':
			out += `\t`
		case r < 0x20 || r == 0x7f || r == 0x2028 || r == 0x2029:
			out += fmt.Sprintf(`\u%04x`, r)
		default:
			out += string(r)
		}
	}
	return out + `"`
}

// URL escapes each byte that is not a letter, a digit or one of - . _ ~ as % and two digits.
func URL(s string) string {
	out := ""
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.ContainsRune("-._~", rune(c)):
			out += string(rune(c))
		default:
			out += fmt.Sprintf("%%%02X", c)
		}
	}
	return out
}

// UnescapeURL reads what URL wrote. A + stays a +.
//
// The error wraps ErrMalformed and names the first % that two hexadecimal digits do not follow, by its offset.
func UnescapeURL(s string) (string, error) {
	out := []byte{}
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			out = append(out, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("%w: %q at %d", ErrMalformed, s[i:], i)
		}
		code, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", fmt.Errorf("%w: %q at %d", ErrMalformed, s[i:i+3], i)
		}
		out = append(out, byte(code))
		i += 2
	}
	return string(out), nil
}

// Shell returns s as one word of a POSIX shell: as it is if nothing in it is special, else between single quotes.
func Shell(s string) string {
	if regexp.MustCompile(`^[A-Za-z0-9_@%+=:,./-]+$`).MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'"
}

// ShellCommand returns the words as one line for a POSIX shell.
func ShellCommand(words []string) string {
	line := ""
	for i, word := range words {
		if i > 0 {
			line += " "
		}
		line += Shell(word)
	}
	return line
}
