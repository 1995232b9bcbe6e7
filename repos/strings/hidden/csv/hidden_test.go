package csv

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

func TestHiddenRecordsMayBeKeptAndChanged(t *testing.T) {
	var text strings.Builder
	for i := 0; i < 200; i++ {
		fmt.Fprintf(&text, "a%d,\"b\"\"%d\",c%d\n", i, i, i)
	}
	r := NewReader(strings.NewReader(text.String()))
	var records [][]string
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record)
		if extended := append(record, "more"); len(extended) != 4 {
			t.Fatal("cannot be appended to")
		}
	}
	records[7][1] = "changed"
	for i, record := range records {
		want := []string{fmt.Sprintf("a%d", i), fmt.Sprintf("b\"%d", i), fmt.Sprintf("c%d", i)}
		if i == 7 {
			want[1] = "changed"
		}
		if !reflect.DeepEqual(record, want) {
			t.Fatalf("record %d is %q, want %q", i, record, want)
		}
	}
}

func TestHiddenAnyReaderWillDo(t *testing.T) {
	const text = "é,\"日\r\n本\",\xff\r\nx,,\"\"\r\n"
	want := [][]string{{"é", "日\n本", "\ufffd"}, {"x", "", ""}}
	for _, source := range []io.Reader{
		iotest.OneByteReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text)),
		iotest.DataErrReader(strings.NewReader(text)), strings.NewReader(text),
	} {
		if got, err := NewReader(source).ReadAll(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

func TestHiddenErrorsOfTheSourceArePassedOn(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "a,b\n", "a,b\nc", "a,b\nc,", "\"a", "\"a\""} {
		r := NewReader(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)))
		var err error
		for err == nil {
			_, err = r.Read()
		}
		if err != broken {
			t.Errorf("%q: %v", text, err)
		}
		if _, again := r.Read(); again != err {
			t.Errorf("%q: then %v", text, again)
		}
	}
}

func TestHiddenAnErrorStays(t *testing.T) {
	r := NewReader(strings.NewReader("a\nb\"\nc\n"))
	_, _ = r.Read()
	_, first := r.Read()
	_, second := r.Read()
	var place *ParseError
	if !errors.As(first, &place) || second != first || place.Error() != "line 2, column 2: quote in a field without quotes" {
		t.Errorf("got %v, then %v", first, second)
	}
}

func TestHiddenColumnsCountCharacters(t *testing.T) {
	for text, want := range map[string]ParseError{
		"日本,é\"":           {1, 5, ErrBareQuote},
		"a\r\nb\r\n\"日\"x": {3, 4, ErrAfterQuote},
		"a\rb\"":           {1, 4, ErrBareQuote},
		"\xff\xfe\"":       {1, 3, ErrBareQuote},
		"a\n\n\"\r\n\r\n":  {3, 1, ErrUnterminated},
		"a,\"b\n\"c":       {2, 2, ErrAfterQuote},
		"a,b\n\"x\ny\"\n":  {2, 1, ErrFieldCount},
	} {
		_, err := Parse(text)
		var got *ParseError
		if !errors.As(err, &got) || *got != want {
			t.Errorf("Parse(%q): %v, want %v", text, err, &want)
		}
	}
}

type hiddenWriter struct {
	writes []string
	err    error
}

func (c *hiddenWriter) Write(p []byte) (int, error) {
	c.writes = append(c.writes, string(p))
	return len(p), c.err
}

func TestHiddenEachRecordIsWrittenAtOnce(t *testing.T) {
	var dst hiddenWriter
	w := NewWriter(&dst)
	record := []string{"a", `"`, ""}
	for i := 0; i < 3; i++ {
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		record[0] += "a"
	}
	if want := []string{"a,\"\"\"\",\n", "aa,\"\"\"\",\n", "aaa,\"\"\"\",\n"}; !reflect.DeepEqual(dst.writes, want) {
		t.Errorf("got %q", dst.writes)
	}
	dst.err = errors.New("full")
	if err := w.Write(record); err != dst.err {
		t.Errorf("got %v", err)
	}
}

func TestHiddenQuotesWhereTheyAreNeeded(t *testing.T) {
	for _, comma := range []rune{',', '-', '^', ']', '\\', '.', '日', ' '} {
		for _, field := range []string{
			"", "a", "a" + string(comma) + "b", " a", "a\t", "\fa", "a\v", "\u00a0a", "\xff", "a\nb", "a\rb", `a"b`, "日本", "a b", "é ",
		} {
			var out strings.Builder
			w := NewWriter(&out)
			w.Comma = comma
			if err := w.Write([]string{field, "x"}); err != nil {
				t.Fatal(err)
			}
			needed := strings.ContainsAny(field, "\"\r\n") || strings.ContainsRune(field, comma)
			if field != "" {
				needed = needed || strings.ContainsRune("\t\n\f\r ", rune(field[0])) || strings.ContainsRune("\t\n\f\r ", rune(field[len(field)-1]))
			}
			if quoted := strings.HasPrefix(out.String(), `"`); quoted != needed {
				t.Errorf("comma %q, field %q: %q", comma, field, out.String())
			}
		}
	}
}

func TestHiddenSettingsMayChangeBetweenRecords(t *testing.T) {
	r := NewReader(strings.NewReader("a,b\nc;d;e\n"))
	if got, err := r.Read(); err != nil || len(got) != 2 {
		t.Fatalf("got %q, %v", got, err)
	}
	r.Comma, r.Fields = ';', -1
	if got, err := r.Read(); err != nil || !reflect.DeepEqual(got, []string{"c", "d", "e"}) {
		t.Errorf("got %q, %v", got, err)
	}
}
