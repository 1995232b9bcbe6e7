// Package token takes text apart into the terms that an index stores.
package token

import (
	"slices"
	"unicode"
)

// A Token is one word of a text.
type Token struct {
	Term     string // The word as the index knows it.
	Start    int    // Where the word begins in the text, in bytes.
	End      int    // Where it ends.
	Position int    // Its number among all words of the text, stop words included.
}

// An Analyzer turns words into terms. It may be used by several goroutines at
// once.
type Analyzer struct {
	stopWords []string
	stem      bool
}

// NewAnalyzer returns an analyzer that leaves out the stop words and, if stem
// is set, reduces words to their stems.
func NewAnalyzer(stopWords []string, stem bool) *Analyzer {
	a := &Analyzer{stem: stem}
	for _, word := range stopWords {
		if folded := Fold(word); folded != "" {
			a.stopWords = append(a.stopWords, folded)
		}
	}
	slices.Sort(a.stopWords)
	a.stopWords = slices.Compact(a.stopWords)
	return a
}

// StopWords returns the stop words as they were folded, in order.
func (a *Analyzer) StopWords() []string {
	return slices.Clone(a.stopWords)
}

// Stems returns whether words are reduced to their stems.
func (a *Analyzer) Stems() bool {
	return a.stem
}

// Term returns the term for a word. It returns false for stop words and for
// words of which nothing is left.
func (a *Analyzer) Term(word string) (string, bool) {
	term := Fold(word)
	if term == "" || slices.Contains(a.stopWords, term) {
		return "", false
	}
	if a.stem {
		term = Stem(term)
	}
	return term, true
}

// Tokens returns the words of a text that have a term.
func (a *Analyzer) Tokens(text string) []Token {
	var tokens []Token
	for position, word := range words(text) {
		term, ok := a.Term(text[word.start:word.end])
		if !ok {
			continue
		}
		tokens = append(tokens, Token{
			Term:     term,
			Start:    word.start,
			End:      word.end,
			Position: position,
		})
	}
	return tokens
}

// Count returns the number of words of a text, stop words included.
func (a *Analyzer) Count(text string) int {
	return len(words(text))
}

type span struct {
	start, end int
}

// words finds the words of a text: runs of letters, digits and marks, with
// apostrophes between letters. Each Han character is a word of its own.
func words(text string) []span {
	var spans []span
	start := -1
	for i, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			if start >= 0 {
				spans = append(spans, span{start, i})
				start = -1
			}
			spans = append(spans, span{i, i + len(string(r))})
		case isWordRune(r):
			if start < 0 {
				start = i
			}
		case start >= 0 && isApostrophe(r) && letterFollows(text[i+len(string(r)):]):
			// It belongs to the word.
		default:
			if start >= 0 {
				spans = append(spans, span{start, i})
				start = -1
			}
		}
	}
	if start >= 0 {
		spans = append(spans, span{start, len(text)})
	}
	return spans
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '\u2019'
}

// letterFollows returns whether a text begins with a letter that is no Han
// character.
func letterFollows(text string) bool {
	for _, r := range text {
		return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r)
	}
	return false
}
