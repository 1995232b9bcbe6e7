package record

import (
	"fmt"
	"reflect"
	"sort"
	"testing"
	"time"
)

func TestHiddenRecordsOfManyValues(t *testing.T) {
	var rec Record
	want := map[string]string{}
	for i := 0; i < 300; i++ {
		name, value := fmt.Sprint("n", i*7%100), fmt.Sprint(i)
		rec.Set(name, value)
		want[name] = value
		if i%5 == 0 {
			gone := fmt.Sprint("n", i*3%100)
			rec.Delete(gone)
			delete(want, gone)
		}
		if rec.Len() != len(want) {
			t.Fatalf("after %d: %d values, want %d", i, rec.Len(), len(want))
		}
		for k := 0; k < 100; k++ {
			name := fmt.Sprint("n", k)
			got, ok := rec.Get(name)
			if value, has := want[name]; ok != has || got != value {
				t.Fatalf("after %d: Get(%q) = %q, %v, want %q, %v", i, name, got, ok, value, has)
			}
		}
	}
	var names []string
	for name := range want {
		names = append(names, name)
	}
	sort.Strings(names)
	if got := rec.Names(); !reflect.DeepEqual(got, names) {
		t.Errorf("got %q", got)
	}
}

func TestHiddenClonesAreIndependent(t *testing.T) {
	for _, n := range []int{0, 1, 10, 60} {
		var rec Record
		for i := 0; i < n; i++ {
			rec.Set(fmt.Sprint("n", i), "old")
		}
		clone := rec.Clone()
		before := rec.String()
		clone.Set("n0", "new")
		clone.Set("more", "x")
		clone.Time = time.Unix(0, 0)
		if got := rec.String(); got != before {
			t.Errorf("%d values: the record became %s", n, got)
		}
		rec.Delete("n0")
		rec.Set("other", "y")
		if value, _ := clone.Get("n0"); value != "new" {
			t.Errorf("%d values: the clone has %q", n, value)
		}
		if _, ok := clone.Get("other"); ok {
			t.Errorf("%d values: the clone has the record's value", n)
		}
	}
}

func TestHiddenNamesMayBeChanged(t *testing.T) {
	var rec Record
	rec.Set("b", "1")
	rec.Set("a", "2")
	names := rec.Names()
	names[0], names[1] = "x", "y"
	if got := rec.String(); got != "a=2 b=1" {
		t.Errorf("got %s", got)
	}
}

func TestHiddenOddNamesAndValues(t *testing.T) {
	var rec Record
	rec.Set("", "empty name")
	rec.Set("é", "\xff")
	rec.Set("u", "\u2028\u00a0")
	rec.Set("c", "a\x00b")
	rec.Set("n", "a\nb\xfe")
	if got, want := rec.String(), "=\"empty name\" c=a\x00b n=\"a\\nb\\xfe\" u=\u2028\u00a0 é=\xff"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	rec.Time = time.Date(2023, 1, 2, 3, 4, 5, 60, time.FixedZone("", -3600))
	if got, _ := rec.Get("time"); got != "2023-01-02T04:04:05.00000006Z" {
		t.Errorf("got %s", got)
	}
	rec.Delete("time")
	if _, ok := rec.Get("time"); !ok || rec.Len() != 5 {
		t.Error("the time can be deleted")
	}
}
