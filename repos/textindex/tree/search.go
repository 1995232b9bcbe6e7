package textindex

import (
	"math"
	"math/bits"
	"slices"
	"sort"

	"example.org/textindex/internal/postings"
	"example.org/textindex/internal/token"
	"example.org/textindex/query"
)

// A Hit is a document that a query matches.
type Hit struct {
	ID    string
	Score int // Higher is better.
	Terms int // How many different terms of the query the document has.
}

// mostOccurrences is how many occurrences of one term in one document count.
const mostOccurrences = 20

// Search returns at most limit documents that match a query, the best first;
// documents of the same score come in the order in which they were added. The
// syntax is that of package query. Stop words in a query are left out; a query
// of which nothing is left matches nothing. The error, if any, is a
// *query.SyntaxError.
//
// Each term adds to a document's score the number of its occurrences, up to 20,
// times 1000 ln(1 + N/n), rounded, for a term in n of N documents. The sum is
// divided by the number of bits of the document's number of words.
func (x *Index) Search(text string, limit int) ([]Hit, error) {
	root, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	docs, ok := x.match(root)
	if !ok {
		return nil, nil
	}
	terms := x.scored(root)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	var hits []Hit
	var numbers []int
	for _, doc := range docs {
		hits = append(hits, x.hit(doc, terms))
		numbers = append(numbers, doc)
	}
	order := make([]int, len(hits))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if hits[a].Score != hits[b].Score {
			return hits[a].Score > hits[b].Score
		}
		return numbers[a] < numbers[b]
	})
	var best []Hit
	for _, i := range order {
		if len(best) >= limit {
			break
		}
		best = append(best, hits[i])
	}
	return best, nil
}

// hit scores a document.
func (x *Index) hit(doc int, terms []string) Hit {
	h := Hit{ID: x.docs[doc].id}
	for _, term := range terms {
		list := x.terms.Get(term)
		if list == nil {
			continue
		}
		if n := len(list.Positions(doc)); n > 0 {
			h.Terms++
			h.Score += min(n, mostOccurrences) * x.weight(list)
		}
	}
	h.Score /= bits.Len(uint(x.docs[doc].words)) + 1
	return h
}

// weight returns how much an occurrence of a term counts.
func (x *Index) weight(list *postings.List) int {
	return int(math.Round(1000 * math.Log(1+float64(len(x.docs))/float64(list.Len()))))
}

// match returns the documents that a part of a query matches, in ascending
// order. It returns false if nothing but stop words is in it.
func (x *Index) match(node query.Node) ([]int, bool) {
	switch node := node.(type) {
	case query.Word:
		return x.matchPhrase(node.Text)
	case query.Phrase:
		return x.matchPhrase(node.Text)
	case query.Prefix:
		var docs []int
		for _, entry := range x.terms.WithPrefix(token.Fold(node.Text)) {
			docs = postings.Union(docs, entry.List.Docs())
		}
		return docs, true
	case query.Not:
		docs, ok := x.match(node.Part)
		return postings.Difference(x.all(), docs), ok
	case query.And:
		return x.combine(node.Parts, postings.Intersect)
	case query.Or:
		return x.combine(node.Parts, postings.Union)
	}
	panic("textindex: a part of a query is of no known type")
}

// combine joins the documents of several parts.
func (x *Index) combine(parts []query.Node, join func(a, b []int) []int) ([]int, bool) {
	var docs []int
	any := false
	for _, part := range parts {
		matched, ok := x.match(part)
		switch {
		case !ok:
			continue
		case any:
			docs = join(docs, matched)
		default:
			docs, any = matched, true
		}
	}
	return docs, any
}

// matchPhrase returns the documents that have the words of a text in a row.
// Stop words match any word.
func (x *Index) matchPhrase(text string) ([]int, bool) {
	tokens := x.analyzer.Tokens(text)
	var lists []*postings.List
	var offsets []int
	for _, t := range tokens {
		list := x.terms.Get(t.Term)
		if list == nil {
			return nil, true
		}
		lists = append(lists, list)
		offsets = append(offsets, t.Position)
	}
	return postings.Phrase(lists, offsets), len(tokens) > 0
}

// scored returns the terms of a query that add to scores: all that no NOT is
// before.
func (x *Index) scored(node query.Node) []string {
	var terms []string
	switch node := node.(type) {
	case query.Word:
		for _, t := range x.analyzer.Tokens(node.Text) {
			terms = append(terms, t.Term)
		}
	case query.Phrase:
		for _, t := range x.analyzer.Tokens(node.Text) {
			terms = append(terms, t.Term)
		}
	case query.Prefix:
		for _, entry := range x.terms.WithPrefix(token.Fold(node.Text)) {
			terms = append(terms, entry.Term)
		}
	case query.And:
		for _, part := range node.Parts {
			terms = append(terms, x.scored(part)...)
		}
	case query.Or:
		for _, part := range node.Parts {
			terms = append(terms, x.scored(part)...)
		}
	}
	return terms
}
