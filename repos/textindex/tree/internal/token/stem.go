package token

import (
	"strings"
	"unicode/utf8"
)

// A rule replaces the end of a word if enough of the word is left before it.
type rule struct {
	suffix, replacement string
	least               int // Letters that must be left.
}

// rules are tried in this order; the first that fits is applied.
var rules = []rule{
	{"sses", "ss", 1},
	{"ations", "ate", 3},
	{"ation", "ate", 3},
	{"nesses", "", 3},
	{"ness", "", 3},
	{"ments", "ment", 2},
	{"ities", "ity", 2},
	{"ingly", "", 3},
	{"edly", "", 3},
	{"fully", "ful", 2},
	{"ings", "", 3},
	{"ing", "", 3},
	{"ies", "y", 2},
	{"ied", "y", 2},
	{"ers", "er", 2},
	{"ed", "", 3},
	{"ly", "", 3},
	{"us", "us", 1},
	{"ss", "ss", 1},
	{"is", "is", 1},
	{"s", "", 2},
}

// mostRules is how many rules are applied to a word, one after the other.
const mostRules = 3

// Stem returns the stem of a folded word.
func Stem(word string) string {
	for i := 0; i < mostRules; i++ {
		stemmed := applyFirst(word)
		if stemmed == word {
			break
		}
		word = stemmed
	}
	return word
}

// applyFirst applies the first rule that fits.
func applyFirst(word string) string {
	for _, rule := range rules {
		if !strings.HasSuffix(word, rule.suffix) {
			continue
		}
		left := strings.TrimSuffix(word, rule.suffix)
		if utf8.RuneCountInString(left) >= rule.least {
			return left + rule.replacement
		}
	}
	return word
}
