// Package dict keeps the terms of an index in order, each with its postings.
package dict

import (
	"slices"
	"strings"

	"example.org/textindex/internal/postings"
)

// An Entry is a term with its postings.
type Entry struct {
	Term string
	List *postings.List
}

// A Dict holds the entries of an index, sorted by their terms. Several
// goroutines may read it at once while none changes it.
type Dict struct {
	entries []Entry
}

// Len returns the number of terms.
func (d *Dict) Len() int {
	return len(d.entries)
}

func (d *Dict) find(term string) (int, bool) {
	return slices.BinarySearchFunc(d.entries, term, func(e Entry, term string) int {
		return strings.Compare(e.Term, term)
	})
}

// Get returns the postings of a term, or nil if there is no such term.
func (d *Dict) Get(term string) *postings.List {
	if i, ok := d.find(term); ok {
		return d.entries[i].List
	}
	return nil
}

// GetOrAdd returns the postings of a term, which it adds if there is no such
// term.
func (d *Dict) GetOrAdd(term string) *postings.List {
	i, ok := d.find(term)
	if !ok {
		d.entries = slices.Insert(d.entries, i, Entry{Term: term, List: new(postings.List)})
	}
	return d.entries[i].List
}

// Delete takes a term out.
func (d *Dict) Delete(term string) {
	if i, ok := d.find(term); ok {
		d.entries = slices.Delete(d.entries, i, i+1)
	}
}

// Entries returns all entries in order. The result is the caller's.
func (d *Dict) Entries() []Entry {
	return slices.Clone(d.entries)
}

// WithPrefix returns the entries whose terms begin with a prefix, in order. The
// result is the caller's.
func (d *Dict) WithPrefix(prefix string) []Entry {
	var found []Entry
	for _, entry := range d.entries {
		if strings.HasPrefix(entry.Term, prefix) {
			found = append(found, entry)
		}
	}
	return found
}
