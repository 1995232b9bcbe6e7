package record

import (
	"reflect"
	"strconv"
	"testing"
	"time"
)

func example() Record {
	rec := Record{Time: time.Date(2023, 5, 17, 8, 30, 0, 0, time.FixedZone("", 7200))}
	rec.Set("level", "error")
	rec.Set("message", "disk full")
	return rec
}

func TestGetSetDelete(t *testing.T) {
	rec := example()
	rec.Set("time", "ignored")
	rec.Set("level", "info")
	for name, want := range map[string]string{"time": "2023-05-17T06:30:00Z", "level": "info", "message": "disk full"} {
		if got, ok := rec.Get(name); !ok || got != want {
			t.Errorf("Get(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
	rec.Delete("level")
	rec.Delete("nothing")
	if _, ok := rec.Get("level"); ok || rec.Len() != 1 {
		t.Errorf("level is still there: %v", rec.Names())
	}
}

func TestZeroValue(t *testing.T) {
	var rec Record
	if _, ok := rec.Get("time"); ok || rec.Len() != 0 || rec.String() != "" || len(rec.Names()) != 0 {
		t.Errorf("got %q", rec.String())
	}
}

func TestNamesAreSorted(t *testing.T) {
	var rec Record
	for _, name := range []string{"c", "a", "d", "b", "a"} {
		rec.Set(name, "x")
	}
	if got := rec.Names(); !reflect.DeepEqual(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("got %q", got)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	rec := example()
	clone := rec.Clone()
	clone.Set("level", "info")
	clone.Set("new", "x")
	if got := rec.String(); got != `time=2023-05-17T06:30:00Z level=error message="disk full"` {
		t.Errorf("got %s", got)
	}
	if got := clone.String(); got != `time=2023-05-17T06:30:00Z level=info message="disk full" new=x` {
		t.Errorf("got %s", got)
	}
}

func TestStringQuotesWhatNeedsIt(t *testing.T) {
	var rec Record
	for i, value := range []string{"", "a b", `say "x"`, "a=b", "plain", "tab\t", `back\slash`} {
		rec.Set("v"+strconv.Itoa(i), value)
	}
	const want = `v0="" v1="a b" v2="say \"x\"" v3="a=b" v4=plain v5="tab\t" v6="back\\slash"`
	if got := rec.String(); got != want {
		t.Errorf("got %s", got)
	}
}

func BenchmarkSetAndGet(b *testing.B) {
	b.ReportAllocs()
	names := []string{"host", "user", "method", "path", "status", "bytes", "agent"}
	for i := 0; i < b.N; i++ {
		var rec Record
		for _, name := range names {
			rec.Set(name, name)
		}
		for _, name := range names {
			rec.Get(name)
		}
	}
}
