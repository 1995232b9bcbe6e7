package query

import (
	"errors"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	tests := map[string]string{
		"sail":                   "sail",
		" sail  rope ":           "(sail AND rope)",
		"sail AND rope":          "(sail AND rope)",
		"a OR b c":               "(a OR (b AND c))",
		"(a OR b) c":             "((a OR b) AND c)",
		"a -b":                   "(a AND NOT b)",
		"NOT NOT a":              "NOT NOT a",
		`"long rope" sail*`:      `("long rope" AND sail*)`,
		"*":                      "*",
		"a-b":                    "a-b",
		"and or not":             "(and AND or AND not)",
		`a"b c"d`:                `(a AND "b c" AND d)`,
		"((a))":                  "a",
		"a AND (b OR -(c d)) e*": "(a AND (b OR NOT (c AND d)) AND e*)",
	}
	for text, want := range tests {
		node, err := Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if node.String() != want {
			t.Errorf("%q: got %s, want %s", text, node, want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	tests := map[string]int{
		"":       0,
		"   ":    0,
		"(a":     2,
		"a )":    2,
		"a OR":   4,
		"AND a":  0,
		`a "b`:   2,
		"a -":    3,
		"()":     1,
		"a OR )": 5,
	}
	for text, offset := range tests {
		_, err := Parse(text)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: got error %v", text, err)
		} else if syntax.Offset != offset {
			t.Errorf("%q: offset %d, want %d", text, syntax.Offset, offset)
		}
	}
}

func TestDepthIsBounded(t *testing.T) {
	if _, err := Parse(strings.Repeat("(", 1000) + "a" + strings.Repeat(")", 1000)); err == nil {
		t.Error("no error")
	}
	if _, err := Parse(strings.Repeat("-", 100000) + "a"); err == nil {
		t.Error("no error")
	}
}
