package feed_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"example.org/orderbook/book"
	"example.org/orderbook/engine"
	"example.org/orderbook/feed"
)

func newEngine(t testing.TB) *engine.Engine {
	t.Helper()
	e := engine.New()
	for _, symbol := range []string{"ACME", "XYZ"} {
		if err := e.List(symbol, 100); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

func TestSession(t *testing.T) {
	commands, err := os.ReadFile("testdata/session.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/session.golden")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := feed.Run(newEngine(t), bytes.NewReader(commands), &got); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("events are\n%s\nwant\n%s", got.Bytes(), want)
	}
}

func TestParse(t *testing.T) {
	got, err := feed.Parse(" n, ACME ,7,acc, b,limit,Ioc, 12 ,10.5")
	want := engine.Command{
		Symbol: "ACME", ID: "7", Account: "acc", Side: book.Buy, Kind: engine.Limit,
		Time: engine.ImmediateOrCancel, Price: 105000, Quantity: 12,
	}
	if err != nil || got.Command != want || got.IsDepth {
		t.Errorf("parsed %+v, %v", got, err)
	}
	got, err = feed.Parse("D,ACME,5")
	if err != nil || !got.IsDepth || got.Levels != 5 || got.Command.Symbol != "ACME" {
		t.Errorf("parsed %+v, %v", got, err)
	}
}

func TestParseRefuses(t *testing.T) {
	cases := map[string]string{
		"Z,ACME":                     `bad line: there is no message "Z"`,
		"C,ACME":                     `bad line: 2 fields instead of 3 to 3`,
		"N,ACME,1,a,Q,LIMIT,DAY,5,1": `bad line: there is no "Q" here`,
		"R,ACME,1,x,1":               `bad line: "x" is no whole number`,
		"R,ACME,1,5,1.":              `bad line: price "1.": want up to 7 digits, and up to 4 decimals`,
		"D,ACME,1001":                `bad line: 1001 levels instead of 0 to 1000`,
	}
	for line, want := range cases {
		_, err := feed.Parse(line)
		if !errors.Is(err, feed.ErrLine) || err.Error() != want {
			t.Errorf("Parse(%q): %v, want %s", line, err, want)
		}
	}
}

func TestFormat(t *testing.T) {
	cases := []struct {
		event engine.Event
		want  string
	}{
		{engine.Event{Seq: 1, Type: engine.Accepted, Symbol: "A", ID: "i", Account: "c", Quantity: 5, Price: 105000}, "A,1,A,i,c,B,5,10.50"},
		{engine.Event{Seq: 2, Type: engine.Triggered, Symbol: "A", ID: "i", Account: "c", Quantity: 5}, "G,2,A,i,c,B,5"},
		{engine.Event{Seq: 3, Type: engine.Rejected, Symbol: "A", ID: "i", Reason: "bad price"}, "X,3,A,i,bad price"},
		{engine.Event{Seq: 4, Type: engine.Cancelled, Symbol: "A", ID: "i", Quantity: 2, Reason: "unfilled"}, "C,4,A,i,2,unfilled"},
		{engine.Event{Seq: 5, Type: engine.Traded, Symbol: "A", ID: "i", Maker: "m", Side: book.Sell, Price: 1, Quantity: 2, Remaining: 3}, "T,5,A,i,m,S,2,0.0001,3"},
	}
	for _, c := range cases {
		if got := feed.Format(c.event); got != c.want {
			t.Errorf("formatted %q, want %q", got, c.want)
		}
	}
	got := feed.FormatDepth("A", []book.Level{{Price: 10000, Quantity: 7, Orders: 2}}, nil)
	if got != "D,A,1,7@1.00*2,0" {
		t.Errorf("formatted %q", got)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestRunReportsFailures(t *testing.T) {
	if err := feed.Run(newEngine(t), strings.NewReader("C,ACME,1\n"), failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("writing: %v", err)
	}
	if err := feed.Run(newEngine(t), strings.NewReader(strings.Repeat("x", 70000)), io.Discard); err == nil {
		t.Error("a line of 70,000 bytes is no error")
	}
}

func BenchmarkParse(b *testing.B) {
	lines := []string{
		"N,ACME,order-1,client-7,B,LIMIT,DAY,125,101.25", "C,ACME,order-1",
		"R,ACME,order-2,50,99.5", "N,ACME,order-3,client-2,S,STOPLIMIT,IOC,10,98.25,98.5",
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := feed.Parse(lines[i%len(lines)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFormat(b *testing.B) {
	event := engine.Event{Type: engine.Traded, Symbol: "ACME", ID: "order-9", Maker: "order-1", Price: 1012500, Quantity: 30}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		event.Seq = uint64(i)
		if feed.Format(event) == "" {
			b.Fatal("empty")
		}
	}
}

func BenchmarkRun(b *testing.B) {
	var commands bytes.Buffer
	for i := 0; i < 2000; i++ {
		fmt.Fprintf(&commands, "N,ACME,%d,c%d,%c,LIMIT,DAY,%d,%d.%02d\n", i, i%20, "BS"[i%2], 1+i%30, 100-i%2+i*7%3, i*31%100)
		if i%5 == 0 {
			fmt.Fprintf(&commands, "C,ACME,%d\nD,ACME,3\n", i/2)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if err := feed.Run(newEngine(b), bytes.NewReader(commands.Bytes()), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
