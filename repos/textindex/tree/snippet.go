package textindex

import (
	"fmt"
	"slices"
	"strings"

	"example.org/textindex/internal/token"
	"example.org/textindex/query"
)

// Snippet returns the passage of a document that has the most words of a query:
// so many of the document's words in a row as width says, the first such
// passage if there are several. Stop words are not counted. Words of the query
// are put in square brackets; an ellipsis says that there is more text. The
// error is a *query.SyntaxError, or ErrUnknown wrapped.
func (x *Index) Snippet(id, text string, width int) (string, error) {
	root, err := query.Parse(text)
	if err != nil {
		return "", err
	}
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	number, ok := x.numbers[id]
	if !ok {
		return "", fmt.Errorf("snippet of %q: %w", id, ErrUnknown)
	}
	content := x.docs[number].text
	tokens := x.analyzer.Tokens(content)
	if len(tokens) == 0 || width <= 0 {
		return "", nil
	}
	terms := x.scored(root)
	start := bestWindow(tokens, terms, width)
	return marked(content, tokens, terms, start, min(start+width, len(tokens))), nil
}

// bestWindow returns where the first window with the most of the terms begins.
func bestWindow(tokens []token.Token, terms []string, width int) int {
	best, most := 0, -1
	for start := 0; start == 0 || start+width <= len(tokens); start++ {
		count := 0
		for _, t := range tokens[start:min(start+width, len(tokens))] {
			if slices.Contains(terms, t.Term) {
				count++
			}
		}
		if count > most {
			best, most = start, count
		}
	}
	return best
}

// marked returns the text of a window with the terms in brackets.
func marked(text string, tokens []token.Token, terms []string, from, to int) string {
	passage := ""
	if from > 0 {
		passage = "… "
	}
	at := tokens[from].Start
	for _, t := range tokens[from:to] {
		passage += text[at:t.Start]
		word := text[t.Start:t.End]
		if slices.Contains(terms, t.Term) {
			word = "[" + word + "]"
		}
		passage += word
		at = t.End
	}
	if to < len(tokens) {
		passage += " …"
	}
	return strings.Join(strings.Fields(passage), " ")
}
