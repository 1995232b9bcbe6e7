package postings

import (
	"slices"
	"sort"
)

// Intersect returns the documents that are in both of two ascending lists.
func Intersect(a, b []int) []int {
	inB := make(map[int]bool)
	for _, doc := range b {
		inB[doc] = true
	}
	var both []int
	for _, doc := range a {
		if inB[doc] {
			both = append(both, doc)
		}
	}
	return both
}

// Union returns the documents that are in at least one of two ascending lists.
func Union(a, b []int) []int {
	seen := make(map[int]bool)
	var all []int
	for _, docs := range [][]int{a, b} {
		for _, doc := range docs {
			if !seen[doc] {
				seen[doc] = true
				all = append(all, doc)
			}
		}
	}
	sort.Ints(all)
	return all
}

// Difference returns the documents of an ascending list that are not in
// another.
func Difference(a, b []int) []int {
	inB := make(map[int]bool)
	for _, doc := range b {
		inB[doc] = true
	}
	var rest []int
	for _, doc := range a {
		if !inB[doc] {
			rest = append(rest, doc)
		}
	}
	return rest
}

// Phrase returns the documents that have all terms in a row: the position of
// each term minus its offset is the same.
func Phrase(lists []*List, offsets []int) []int {
	if len(lists) == 0 {
		return nil
	}
	docs := lists[0].Docs()
	for _, list := range lists[1:] {
		docs = Intersect(docs, list.Docs())
	}
	var found []int
	for _, doc := range docs {
		if inARow(lists, offsets, doc) {
			found = append(found, doc)
		}
	}
	return found
}

// inARow returns whether a document has the terms at one place.
func inARow(lists []*List, offsets []int, doc int) bool {
	for _, first := range lists[0].Positions(doc) {
		start := first - offsets[0]
		matches := 1
		for i := 1; i < len(lists); i++ {
			if slices.Contains(lists[i].Positions(doc), start+offsets[i]) {
				matches++
			}
		}
		if matches == len(lists) {
			return true
		}
	}
	return false
}
