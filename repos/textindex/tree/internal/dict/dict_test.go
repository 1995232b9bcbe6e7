package dict

import (
	"slices"
	"testing"
)

func termsOf(entries []Entry) []string {
	var terms []string
	for _, entry := range entries {
		terms = append(terms, entry.Term)
	}
	return terms
}

func TestDict(t *testing.T) {
	var d Dict
	for _, term := range []string{"rope", "sail", "rope", "ro", "zoo", "sailor", "ähre"} {
		d.GetOrAdd(term).Add(1, d.Len())
	}
	if got, want := termsOf(d.Entries()), []string{"ro", "rope", "sail", "sailor", "zoo", "ähre"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.Get("rope").Len() != 1 || d.Get("rop") != nil {
		t.Error("Get finds the wrong thing")
	}
	if got := termsOf(d.WithPrefix("ro")); !slices.Equal(got, []string{"ro", "rope"}) {
		t.Errorf("got %q", got)
	}
	if got := len(d.WithPrefix("")); got != 6 {
		t.Errorf("the empty prefix has %d terms", got)
	}
	d.Delete("rope")
	d.Delete("nothing")
	if d.Get("rope") != nil || d.Len() != 5 {
		t.Error("Delete deletes the wrong thing")
	}
}

func TestEntriesAreACopy(t *testing.T) {
	var d Dict
	d.GetOrAdd("a")
	d.GetOrAdd("b")
	d.Entries()[0].Term = "x"
	d.WithPrefix("a")[0].Term = "x"
	if d.Get("a") == nil {
		t.Error("a change of the result changed the dictionary")
	}
}
