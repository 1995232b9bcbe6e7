// Package casing turns names and titles into the spellings that programs use.
package casing

import (
	"regexp"
	"strings"
	"unicode"
)

// Words splits a name where its spelling shows that a word begins: at characters that are neither letters nor digits,
// before a capital that follows a small letter or a digit, and before the last of several capitals if a small letter
// follows. "HTTPServer_name2" has the words HTTP, Server and name2.
func Words(name string) []string {
	runes := []rune(name)
	var words []string
	word := ""
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if word != "" {
				words = append(words, word)
			}
			word = ""
			continue
		}
		if word != "" && unicode.IsUpper(r) {
			before := runes[i-1]
			endsCapitals := unicode.IsUpper(before) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if unicode.IsLower(before) || unicode.IsDigit(before) || endsCapitals {
				words = append(words, word)
				word = ""
			}
		}
		word += string(r)
	}
	if word != "" {
		words = append(words, word)
	}
	return words
}

func joined(words []string, sep string, change func(i int, word string) string) string {
	out := ""
	for i, word := range words {
		if i > 0 {
			out += sep
		}
		out += change(i, word)
	}
	return out
}

func lower(_ int, word string) string { return strings.ToLower(word) }

func capital(_ int, word string) string {
	runes := []rune(strings.ToLower(word))
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// Snake returns the name as snake_case.
func Snake(name string) string { return joined(Words(name), "_", lower) }

// Kebab returns the name as kebab-case.
func Kebab(name string) string { return joined(Words(name), "-", lower) }

// Pascal returns the name as PascalCase.
func Pascal(name string) string { return joined(Words(name), "", capital) }

// Camel returns the name as camelCase.
func Camel(name string) string {
	return joined(Words(name), "", func(i int, word string) string {
		if i == 0 {
			return lower(i, word)
		}
		return capital(i, word)
	})
}

// Title returns the words of the name with capitals and spaces between them.
func Title(name string) string { return joined(Words(name), " ", capital) }

// Slug returns a title as small letters, digits and single hyphens.
//
// Accented Latin letters lose their accents, and what else is not ASCII is left out. Nothing may be left.
func Slug(title string) string {
	plain := strings.NewReplacer(
		"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "ae", "å", "a", "æ", "ae", "ç", "c",
		"è", "e", "é", "e", "ê", "e", "ë", "e", "ì", "i", "í", "i", "î", "i", "ï", "i",
		"ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "oe", "ø", "o", "œ", "oe",
		"ß", "ss", "ù", "u", "ú", "u", "û", "u", "ü", "ue", "ý", "y", "ÿ", "y", "'", "", "’", "",
	).Replace(strings.ToLower(title))
	other := regexp.MustCompile(`[^a-z0-9]+`)
	return strings.Trim(other.ReplaceAllString(plain, "-"), "-")
}
