// Package textindex is a full-text index that lives in memory.
//
// Words are folded: capitals, accents and apostrophes don't count. Stop words
// are left out, and words can be reduced to their stems.
//
// An [Index] may be used by several goroutines at once: searches run beside
// each other, changes run alone.
package textindex

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"sync"

	"example.org/textindex/internal/dict"
	"example.org/textindex/internal/token"
)

// Errors that Add and Remove return, wrapped.
var (
	ErrEmptyID   = errors.New("a document needs an ID")
	ErrDuplicate = errors.New("there already is a document with this ID")
	ErrUnknown   = errors.New("there is no document with this ID")
)

// Options say how an index treats words.
type Options struct {
	StopWords []string // Words that are left out.
	Stem      bool     // Reduce words to their stems.
}

type document struct {
	id    string
	text  string
	words int // Stop words included.
}

// An Index holds documents and finds them by their words.
type Index struct {
	mutex    sync.RWMutex
	analyzer *token.Analyzer
	terms    dict.Dict
	numbers  map[string]int   // Document's ID -> its number.
	docs     map[int]document // By number. Numbers are given in order and never twice.
	next     int
}

// New returns an empty index.
func New(options Options) *Index {
	return &Index{
		analyzer: token.NewAnalyzer(options.StopWords, options.Stem),
		numbers:  make(map[string]int),
		docs:     make(map[int]document),
	}
}

// Add adds a document.
func (x *Index) Add(id, text string) error {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if id == "" {
		return ErrEmptyID
	}
	if _, ok := x.numbers[id]; ok {
		return fmt.Errorf("add %q: %w", id, ErrDuplicate)
	}
	number := x.next
	x.next++
	x.numbers[id] = number
	x.docs[number] = document{id: id, text: text, words: x.analyzer.Count(text)}
	for _, t := range x.analyzer.Tokens(text) {
		x.terms.GetOrAdd(t.Term).Add(number, t.Position)
	}
	return nil
}

// Remove removes a document.
func (x *Index) Remove(id string) error {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	number, ok := x.numbers[id]
	if !ok {
		return fmt.Errorf("remove %q: %w", id, ErrUnknown)
	}
	delete(x.numbers, id)
	delete(x.docs, number)
	for _, entry := range x.terms.Entries() {
		if entry.List.Remove(number) && entry.List.Len() == 0 {
			x.terms.Delete(entry.Term)
		}
	}
	return nil
}

// Len returns the number of documents.
func (x *Index) Len() int {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	return len(x.docs)
}

// Text returns the text of a document.
func (x *Index) Text(id string) (string, bool) {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	number, ok := x.numbers[id]
	return x.docs[number].text, ok
}

// IDs returns the IDs of all documents, in the order in which they were added.
func (x *Index) IDs() []string {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	ids := make([]string, 0, len(x.docs))
	for _, number := range x.all() {
		ids = append(ids, x.docs[number].id)
	}
	return ids
}

// all returns the numbers of all documents in ascending order.
func (x *Index) all() []int {
	var numbers []int
	for number := range x.docs {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	return numbers
}

// Terms returns all terms in order.
func (x *Index) Terms() []string {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	var terms []string
	for _, entry := range x.terms.Entries() {
		terms = append(terms, entry.Term)
	}
	return terms
}

// Suggest returns at most limit terms that begin with a prefix. Terms of more
// documents come first, and terms of equally many in alphabetical order.
func (x *Index) Suggest(prefix string, limit int) []string {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	entries := x.terms.WithPrefix(token.Fold(prefix))
	sort.SliceStable(entries, func(i, j int) bool {
		return entries[i].List.Len() > entries[j].List.Len()
	})
	var terms []string
	for _, entry := range entries {
		if len(terms) >= limit {
			break
		}
		terms = append(terms, entry.Term)
	}
	return terms
}
