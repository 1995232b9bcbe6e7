// Package postings keeps the documents in which a term occurs, and where in
// them.
package postings

import (
	"slices"
	"sort"
)

// A Posting says where a term occurs in one document.
type Posting struct {
	Doc       int
	Positions []int // In ascending order.
}

// A List holds the postings of a term, by document in ascending order. Several
// goroutines may read it at once while none changes it.
type List struct {
	postings []Posting
}

// Len returns the number of documents.
func (l *List) Len() int {
	return len(l.postings)
}

// find returns the index of the posting of a document, or where it would be.
func (l *List) find(doc int) (int, bool) {
	i := sort.Search(len(l.postings), func(i int) bool { return l.postings[i].Doc >= doc })
	return i, i < len(l.postings) && l.postings[i].Doc == doc
}

// Add notes that the term occurs at a position of a document.
func (l *List) Add(doc, position int) {
	i, ok := l.find(doc)
	if !ok {
		l.postings = slices.Insert(l.postings, i, Posting{Doc: doc})
	}
	positions := l.postings[i].Positions
	at, found := slices.BinarySearch(positions, position)
	if !found {
		l.postings[i].Positions = slices.Insert(positions, at, position)
	}
}

// Append adds a posting behind all others. It returns false if the document is
// not behind them, or if the positions are not in ascending order.
func (l *List) Append(posting Posting) bool {
	if n := len(l.postings); n > 0 && l.postings[n-1].Doc >= posting.Doc {
		return false
	}
	for i, position := range posting.Positions {
		if i > 0 && posting.Positions[i-1] >= position {
			return false
		}
	}
	l.postings = append(l.postings, posting)
	return true
}

// Remove takes a document off the list, and returns whether it was on it.
func (l *List) Remove(doc int) bool {
	i, ok := l.find(doc)
	if ok {
		l.postings = slices.Delete(l.postings, i, i+1)
	}
	return ok
}

// Positions returns where the term occurs in a document. The result must not be
// changed.
func (l *List) Positions(doc int) []int {
	if i, ok := l.find(doc); ok {
		return l.postings[i].Positions
	}
	return nil
}

// Docs returns all documents.
func (l *List) Docs() []int {
	var docs []int
	for _, posting := range l.postings {
		docs = append(docs, posting.Doc)
	}
	return docs
}

// Each calls f for each posting, in order.
func (l *List) Each(f func(Posting)) {
	for _, posting := range l.postings {
		f(posting)
	}
}
