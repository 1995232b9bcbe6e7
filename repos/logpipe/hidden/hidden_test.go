package logpipe

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
)

func hiddenParse(t *testing.T, query string) *Pipeline {
	t.Helper()
	p, err := Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestHiddenRunsDoNotKnowOfEachOther(t *testing.T) {
	p := hiddenParse(t, `from logfmt | where n ~ "[0-9]" and n >= 0 | pattern message as kind | group kind, host | compute count, p50(n), top2(user), distinct(user) | sort -p50(n)`)
	text := func(seed int) string {
		var lines strings.Builder
		for i := 0; i < 60; i++ {
			fmt.Fprintf(&lines, "n=%d host=h%d user=u%d msg=\"job %d of %d\"\n", i*seed%17-2, i%seed, i%5, i, seed)
		}
		return lines.String()
	}
	var wait sync.WaitGroup
	for i := 0; i < 6; i++ {
		input := text(i + 2)
		want, _, err := p.RunString(input)
		if err != nil || strings.Count(want, "\n") < 3 {
			t.Fatalf("got %q, %v", want, err)
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 20; n++ {
				if got, _, err := p.RunString(input); err != nil || got != want {
					t.Errorf("got %q, %v, want %q", got, err, want)
					return
				}
			}
		}()
	}
	wait.Wait()
}

func TestHiddenLinesOfAnyLength(t *testing.T) {
	p := hiddenParse(t, `from logfmt | fields a, b | output tsv`)
	for _, size := range []int{4000, 4095, 4096, 4097, 8192, 65536, 300_000} {
		long := strings.Repeat("x", size)
		got, stats, err := p.RunString("a=1 b=2\na=" + long + " b=3\r\na=4\n\n \t\na=" + long)
		want := "a\tb\n1\t2\n" + long + "\t3\n4\t-\n" + long + "\t-\n"
		if err != nil || got != want || stats.Lines != 4 || stats.Rows != 4 {
			t.Errorf("%d: %d bytes, %+v, %v", size, len(got), stats, err)
		}
	}
}

func TestHiddenAnyReaderWillDo(t *testing.T) {
	p := hiddenParse(t, `from json | group a | compute count, sum(b)`)
	const text = "{\"a\":\"x\",\"b\":1}\n{\"a\":\"y\",\"b\":2}\n{\"a\":\"x\",\"b\":4}"
	for _, source := range []io.Reader{
		iotest.OneByteReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text)),
	} {
		var out strings.Builder
		if _, err := p.Run(source, &out); err != nil || out.String() != "a  count  sum(b)\nx      2       5\ny      1       2\n" {
			t.Errorf("got %q, %v", out.String(), err)
		}
	}
}

type hiddenFull struct{ left int }

var errHiddenFull = errors.New("full")

func (f *hiddenFull) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errHiddenFull
	}
	return len(p), nil
}

func TestHiddenErrorsArePassedOn(t *testing.T) {
	p := hiddenParse(t, `from logfmt | fields a`)
	broken := errors.New("broken")
	var out strings.Builder
	stats, err := p.Run(io.MultiReader(strings.NewReader("a=1\na=2\na=3"), iotest.ErrReader(broken)), &out)
	if err != broken || stats.Lines != 2 || out.Len() != 0 {
		t.Errorf("got %+v, %v, %q", stats, err, out.String())
	}
	for _, room := range []int{0, 3} {
		if _, err := p.Run(strings.NewReader("a=1\na=2\n"), &hiddenFull{room}); err != errHiddenFull {
			t.Errorf("room for %d: %v", room, err)
		}
	}
}

func TestHiddenErrorsOfLinesStay(t *testing.T) {
	p := hiddenParse(t, `from access | compute count`)
	_, stats, err := p.RunString("first wrong line\nsecond wrong line\n" + strings.Repeat("x\n", 9))
	if err != nil || len(stats.Errors) != MostErrors || stats.Failed != 11 {
		t.Fatalf("got %+v, %v", stats, err)
	}
	if got := fmt.Sprint(stats.Errors[:2]); got != `[access: not a line of this format: "first wrong line" access: not a line of this format: "second wrong line"]` {
		t.Errorf("got %s", got)
	}
}

func TestHiddenStepsAreTakenInOrder(t *testing.T) {
	for query, want := range map[string]string{
		`from logfmt | lower a | where a = x | fields a`:                     "a\nx\n",
		`from logfmt | where a = x | lower a | fields a`:                     "a\n",
		`from logfmt | lower a as b | pattern b as c | fields a, b, c, time`: "a  b  c  time\nX  x  x  -\n",
		`from logfmt | lower time as t | bucket 1h as h | fields t, h`:       "t  h\n-  -\n",
		`from logfmt | lower none as a | fields a`:                           "a\nX\n",
		`from logfmt | where a != "|" | where a = "X" | fields a | limit 5`:  "a\nX\n",
		`from logfmt | lower a as time | fields time, a`:                     "time  a\n-     X\n",
		`from logfmt | group a | compute count | group b | compute count`:    "b  count  count\n-      1      1\n",
	} {
		if got, _, err := hiddenParse(t, query).RunString("a=X\n"); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", query, got, err, want)
		}
	}
}
