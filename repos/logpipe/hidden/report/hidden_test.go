package report

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"example.org/logpipe/aggregate"
)

func TestHiddenRowsAreNotChanged(t *testing.T) {
	rows := []aggregate.Row{{Keys: []string{"a\tb", "é\x00"}, Values: []aggregate.Value{{Text: "x\ny"}, {Number: 1.5, IsNumber: true}}}}
	before := fmt.Sprintf("%q", rows)
	header := []string{"k", "l", "t", "n"}
	for _, write := range []Writer{Text, JSON, TSV} {
		var first, second strings.Builder
		if write(&first, header, rows) != nil || write(&second, header, rows) != nil || first.String() != second.String() {
			t.Errorf("got %q, then %q", first.String(), second.String())
		}
	}
	if got := fmt.Sprintf("%q", rows); got != before {
		t.Errorf("rows became %s", got)
	}
}

func TestHiddenOddTexts(t *testing.T) {
	for text, want := range map[string][2]string{
		"\xff": {"\ufffd", "\xff"}, "\x7f": {"?", "\x7f"}, "\u2028": {"\u2028", "\u2028"}, `\t`: {`\t`, `\\t`}, "<&>": {"<&>", "<&>"},
		"a\r\nb": {"a??b", `a\r\nb`}, "日本": {"日本", "日本"}, "\u00a0x": {"\u00a0x", "\u00a0x"},
	} {
		rows := []aggregate.Row{{Keys: []string{text}}}
		var plain, object, tabs strings.Builder
		if Text(&plain, []string{"k"}, rows) != nil || JSON(&object, []string{"k"}, rows) != nil || TSV(&tabs, []string{"k"}, rows) != nil {
			t.Fatal("cannot be written")
		}
		encoded, _ := json.Marshal(text)
		if plain.String() != "k\n"+want[0]+"\n" || object.String() != `{"k":`+string(encoded)+"}\n" || tabs.String() != "k\n"+want[1]+"\n" {
			t.Errorf("%q: %q, %q, %q", text, plain.String(), object.String(), tabs.String())
		}
	}
}

func TestHiddenNoRowsAndNoColumns(t *testing.T) {
	for i, write := range []Writer{Text, JSON, TSV} {
		var out strings.Builder
		if err := write(&out, []string{"a ", "<b>"}, nil); err != nil || out.String() != []string{"a   <b>\n", "", "a \t<b>\n"}[i] {
			t.Errorf("got %q, %v", out.String(), err)
		}
		out.Reset()
		if err := write(&out, nil, []aggregate.Row{{}}); err != nil || out.String() != []string{"\n\n", "{}\n", "\n\n"}[i] {
			t.Errorf("got %q, %v", out.String(), err)
		}
	}
}

func TestHiddenNamesAreEscapedAndInfinityIsNull(t *testing.T) {
	rows := []aggregate.Row{{Values: []aggregate.Value{{Number: math.Inf(-1), IsNumber: true}, {Number: -0.5, IsNumber: true}}}}
	var out strings.Builder
	if err := JSON(&out, []string{`a"b`, "c\n"}, rows); err != nil || out.String() != `{"a\"b":null,"c\n":-0.5}`+"\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
	out.Reset()
	if err := Text(&out, []string{"longer name", "n"}, rows); err != nil || out.String() != "longer name  n\n       -Inf  -0.5\n" && out.String() != "longer name  n\n       -Inf  -0.5\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
}
