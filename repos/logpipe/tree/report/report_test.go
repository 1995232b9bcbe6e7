package report

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"example.org/logpipe/aggregate"
)

var header = []string{"path", "count", "top1(user)"}

func value(n float64) aggregate.Value { return aggregate.Value{Number: n, IsNumber: true} }

var rows = []aggregate.Row{
	{Keys: []string{"/a\tb"}, Values: []aggregate.Value{value(12), {Text: `ada "x" (3)`}}},
	{Keys: []string{"/é"}, Values: []aggregate.Value{value(1234567.5), {Text: "-"}}},
	{Keys: []string{"/z"}, Values: []aggregate.Value{value(math.Inf(1)), {Text: "<\\\n>"}}},
}

func TestFormats(t *testing.T) {
	for format, want := range map[string]string{
		"text": "path  count        top1(user)\n/a?b           12  ada \"x\" (3)\n/é    1.23457e+06  -\n/z           +Inf  <\\?>\n",
		"json": `{"path":"/a\tb","count":12,"top1(user)":"ada \"x\" (3)"}` + "\n" + `{"path":"/é","count":1.23457e+06,"top1(user)":"-"}` + "\n" +
			`{"path":"/z","count":null,"top1(user)":"\u003c\\\n\u003e"}` + "\n",
		"tsv": "path\tcount\ttop1(user)\n/a\\tb\t12\tada \"x\" (3)\n/é\t1.23457e+06\t-\n/z\t+Inf\t<\\\\\\n>\n",
	} {
		write, err := New(format)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := write(&out, header, rows); err != nil || out.String() != want {
			t.Errorf("%s: %v, got\n%s", format, err, out.String())
		}
	}
	if _, err := New("xml"); err == nil {
		t.Error("xml is a format")
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrorsOfTheWriterArePassedOn(t *testing.T) {
	for _, write := range []Writer{Text, JSON, TSV} {
		if err := write(full{}, header, rows); err != errFull {
			t.Errorf("got %v", err)
		}
	}
}

func benchmark(b *testing.B, write Writer) {
	var many []aggregate.Row
	for i := 0; i < 200; i++ {
		many = append(many, aggregate.Row{Keys: []string{"/path/" + strconv.Itoa(i)}, Values: []aggregate.Value{value(float64(i) * 1.5), {Text: "ada (3), bob (2)"}}})
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		var out strings.Builder
		if err := write(&out, header, many); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) { benchmark(b, Text) }
func BenchmarkJSON(b *testing.B) { benchmark(b, JSON) }
func BenchmarkTSV(b *testing.B)  { benchmark(b, TSV) }
