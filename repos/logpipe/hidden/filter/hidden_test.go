package filter

import (
	"fmt"
	"sync"
	"testing"

	"example.org/logpipe/record"
)

func TestHiddenNumbersAndTexts(t *testing.T) {
	for _, c := range []struct {
		value, text string
		want        bool
	}{
		{"NaN", "v = NaN", false}, {"NaN", "v != NaN", true}, {"nan", "v < 1", false}, {"inf", "v > 1e300", true},
		{"0x10", "v = 16", false}, {"0x1p4", "v = 16", true}, {"1_0", "v = 10", true}, {"010", "v = 10", true}, {"10", `v = "10 "`, false},
		{"", `v < 0`, true}, {"b", "v > 5", true}, {"5", "v < b", true}, {"-0", "v = 0", true}, {"1e400", "v > 1", true},
		{"1e400", "v = 1e400", true}, {"9007199254740993", "v = 9007199254740992", true}, {"a", "v in (A, b)", false},
		{"İ", "v contains I", true}, {"STRASSE", "v contains straße", false}, {"x", `v contains ""`, true}, {"", `v ~ "^$"`, true},
		{"a\nb", `v ~ "a.b"`, false}, {"\xff", `v ~ "^.$"`, true}, {"aXb", `v !~ "(?i)x"`, false}, {"5", "v >= 5.0 and v <= 5", true},
	} {
		var rec record.Record
		rec.Set("v", c.value)
		f, err := Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if got := f.Match(&rec); got != c.want {
			t.Errorf("%q: %s is %v", c.value, c.text, got)
		}
	}
}

func TestHiddenAFilterMayBeUsedAtOnce(t *testing.T) {
	f, err := Parse(`n >= 50 and path ~ "^/x/[0-9]*[02468]$" or host contains "DB" and not (n in (1, 2, 3))`)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		start := i
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := start; n < 300; n += 3 {
				var rec record.Record
				rec.Set("n", fmt.Sprint(n))
				rec.Set("path", fmt.Sprint("/x/", n))
				rec.Set("host", []string{"web", "db-1"}[n/7%2])
				want := n >= 50 && n%2 == 0 || n/7%2 == 1 && n > 3
				if got := f.Match(&rec); got != want {
					t.Errorf("%d: %v", n, got)
					return
				}
			}
		}()
	}
	wait.Wait()
}

func TestHiddenTheRecordIsNotChanged(t *testing.T) {
	var rec record.Record
	rec.Set("a", "UPPER")
	f, err := Parse(`a contains upper and b != 1`)
	if err != nil || !f.Match(&rec) || rec.String() != "a=UPPER" {
		t.Errorf("got %s, %v", rec.String(), err)
	}
}
