package feed_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"example.org/orderbook/engine"
	"example.org/orderbook/feed"
	"example.org/orderbook/price"
)

func TestHiddenSessionsDoNotShareAnything(t *testing.T) {
	commands, err := os.ReadFile("testdata/session.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/session.golden")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for round := 0; round < 10; round++ {
				var got bytes.Buffer
				e := engine.New()
				e.List("ACME", 100)
				e.List("XYZ", 100)
				if err := feed.Run(e, iotest.OneByteReader(bytes.NewReader(commands)), &got); err != nil || !bytes.Equal(got.Bytes(), want) {
					t.Errorf("%v: events are\n%s", err, got.Bytes())
					return
				}
			}
		}()
	}
	wait.Wait()
}

func TestHiddenTextsAreKept(t *testing.T) {
	e := newEngine(t)
	var commands strings.Builder
	for i := 0; i < 300; i++ {
		fmt.Fprintf(&commands, "N,ACME,order-%d,account-%d,B,LIMIT,DAY,1,%d.00\r\n", i, i, 1+i)
	}
	commands.WriteString("C,ACME,order-7")
	var out bytes.Buffer
	if err := feed.Run(e, strings.NewReader(commands.String()), &out); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 300; i++ {
		if want := int64(1); e.Open(fmt.Sprint("account-", i)) != want && i != 7 {
			t.Fatalf("account %d has %d open", i, e.Open(fmt.Sprint("account-", i)))
		}
	}
	lines := strings.Split(out.String(), "\n")
	if got := lines[300]; got != "C,301,ACME,order-7,1,on request" {
		t.Errorf("the last event is %q", got)
	}
	got := e.Apply(engine.Command{Symbol: "ACME", ID: "x", Account: "y", Side: 1, Price: price.MustParse("300"), Quantity: 1})
	if got[1].Maker != "order-299" {
		t.Errorf("traded with %q", got[1].Maker)
	}
}

func TestHiddenParseEdges(t *testing.T) {
	fine := []string{
		"N,A,1,a,b,stopLimit,fok,5,1,1", "N,A,1,a,B,lımıt,day,5,1", "N,A,1,a,B,\u2003Market\u00a0,DAY,5", "N,A,1,a,ſ,LIMIT,DAY,5,1",
		"N,,,,B,STOP,DAY,5,,2", "R,A,1,-5,0", "D,A,+5", "c,,", "N,A,1,a,S,MARKET,DAY,-9223372036854775808",
	}
	for _, line := range fine {
		if _, err := feed.Parse(line); err != nil {
			t.Errorf("Parse(%q): %v", line, err)
		}
	}
	wrong := map[string]string{
		"":                              `bad line: there is no message ""`,
		"n":                             "bad line: 1 fields instead of 8 to 10",
		"N,A,1,a,B,LIMIT,DAY,5,1,1,1,1": "bad line: 12 fields instead of 8 to 10",
		"N,A,1,a,B,STOP,DAY,5,,":        `bad line: price "": want up to 7 digits, and up to 4 decimals`,
		"N,A,1,a,B,STOP,DAY,5x,,":       `bad line: "5x" is no whole number`,
		"N,A,1,a,B,peg,DAY,5":           `bad line: there is no "peg" here`,
		"D,A,9223372036854775808":       `bad line: "9223372036854775808" is no whole number`,
		"D,A,-1":                        "bad line: -1 levels instead of 0 to 1000",
		strings.Repeat(",", 40):         `bad line: there is no message ""`,
		"C" + strings.Repeat(",", 40):   "bad line: 41 fields instead of 3 to 3",
	}
	for line, want := range wrong {
		if m, err := feed.Parse(line); err == nil || err.Error() != want || m != (feed.Message{}) {
			t.Errorf("Parse(%q) = %v, %v, want %s", line, m, err, want)
		}
	}
}

func TestHiddenFormatEdges(t *testing.T) {
	event := engine.Event{
		Seq: 1<<64 - 1, Type: engine.Replaced, Symbol: "é,\xff", ID: strings.Repeat("i", 300), Side: 1,
		Price: -price.Max, Quantity: -1 << 63,
	}
	want := "R,18446744073709551615,é,\xff," + event.ID + ",,S,-9223372036854775808,-9999999.9999"
	if got := feed.Format(event); got != want {
		t.Errorf("formatted %q, want %q", got, want)
	}
	event.Side = 7
	if got := feed.Format(event); !strings.Contains(got, ",Side(7),") {
		t.Errorf("formatted %q", got)
	}
	if got := feed.FormatDepth("", nil, nil); got != "D,,0,0" {
		t.Errorf("formatted %q", got)
	}
}

func TestHiddenRunCountsLines(t *testing.T) {
	var out bytes.Buffer
	err := feed.Run(newEngine(t), strings.NewReader("\n# x\n \t\nbad,line\nD,NO,1\n"+strings.Repeat("x", 65535)), &out)
	head := "E,4,bad line: there is no message \"bad\"\nE,5,unknown symbol\nE,6,bad line: there is no message \"xxx"
	if err != nil || !strings.HasPrefix(out.String(), head) {
		t.Errorf("%v: wrote %.200q", err, out.String())
	}
}
