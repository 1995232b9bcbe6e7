package csv

import (
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string][][]string{
		"":                      nil,
		"\n\r\n\n":              nil,
		"a,b":                   {{"a", "b"}},
		"a,b\n":                 {{"a", "b"}},
		"a,\r\n,b\r\n":          {{"a", ""}, {"", "b"}},
		"a,":                    {{"a", ""}},
		"\"a,\"\"b\"\"\n\",c\n": {{"a,\"b\"\n", "c"}},
		"\"\"\n\n\"x\"":         {{""}, {"x"}},
		" a , b \n":             {{" a ", " b "}},
		"é,日\n":                 {{"é", "日"}},
		"a\rb,c":                {{"a\rb", "c"}},
		"\xff,b":                {{"\ufffd", "b"}},
	} {
		got, err := Parse(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Parse(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestErrorsNameTheirPlace(t *testing.T) {
	for text, want := range map[string]ParseError{
		"a,b\nc,d\"e":      {2, 4, ErrBareQuote},
		"a\n\"b\"c":        {2, 4, ErrAfterQuote},
		"a,b\nc,\"d\n\n":   {2, 3, ErrUnterminated},
		"a,b\n\n\nc\n":     {4, 1, ErrFieldCount},
		"\"é\n\"\n\"x\" y": {3, 4, ErrAfterQuote},
	} {
		_, err := Parse(text)
		var got *ParseError
		if !errors.As(err, &got) || *got != want {
			t.Errorf("Parse(%q): %v, want %v", text, err, &want)
		}
	}
}

func TestReaderSettings(t *testing.T) {
	r := NewReader(strings.NewReader("# a comment\na;b\n#x\nc\n"))
	r.Comma, r.Comment, r.Fields = ';', '#', -1
	got, err := r.ReadAll()
	if want := [][]string{{"a", "b"}, {"c"}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err = r.Read(); err != io.EOF {
		t.Errorf("after the end: %v", err)
	}
	r = NewReader(strings.NewReader("a"))
	r.Comma = '"'
	if _, err = r.Read(); err != ErrDelimiter {
		t.Errorf("got %v", err)
	}
}

func TestReadAllKeepsWhatWasBeforeAnError(t *testing.T) {
	got, err := Parse("a\nb\nc\"\n")
	if want := [][]string{{"a"}, {"b"}}; !errors.Is(err, ErrBareQuote) || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestWriter(t *testing.T) {
	records := [][]string{{"a", "b c", ""}, {`q"q`, "x,y", "l\nm"}, {" s", "t ", "é"}, {""}}
	if got := Format(records); got != "a,b c,\n\"q\"\"q\",\"x,y\",\"l\nm\"\n\" s\",\"t \",é\n\"\"\n" {
		t.Errorf("got %q", got)
	}
	var out strings.Builder
	w := NewWriter(&out)
	w.Comma, w.AlwaysQuote, w.CRLF = '\t', true, true
	if err := w.Write([]string{"a", ""}); err != nil || out.String() != "\"a\"\t\"\"\r\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
	w.Comma = '\n'
	if err := w.Write([]string{"a"}); err != ErrDelimiter {
		t.Errorf("got %v", err)
	}
}

func TestWhatWasWrittenIsReadBack(t *testing.T) {
	records := [][]string{{"a", "\"", "\n"}, {",", "\r\"", "日本, \"x\""}, {"", "", ""}}
	got, err := Parse(Format(records))
	if err != nil || !reflect.DeepEqual(got, records) {
		t.Errorf("got %q, %v", got, err)
	}
}

func sheet() [][]string {
	var records [][]string
	for i := 0; i < 100; i++ {
		n := strconv.Itoa(i)
		records = append(records, []string{n, "name " + n, "says \"" + n + "\"", "12,50", "plain text without quotes"})
	}
	return records
}

func BenchmarkParse(b *testing.B) {
	text := Format(sheet())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFormat(b *testing.B) {
	records := sheet()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Format(records)
	}
}
