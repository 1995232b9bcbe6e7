package table

import (
	"strings"
	"testing"

	"example.org/textkit/wrap"
)

func TestHiddenSlicesMayBeUsedAgain(t *testing.T) {
	columns := []Column{{Title: "a"}, {Title: "b"}}
	table := New(columns...)
	columns[0].Title = "changed"
	row := []string{"1", "2"}
	table.Append(row...)
	row[0] = "changed"
	table.Append(row[:1]...)
	if got := table.Markdown(); got != "| a | b |\n|---|---|\n| 1 | 2 |\n| changed |  |\n" {
		t.Errorf("got %q", got)
	}
}

func TestHiddenATableMayGrowAfterItWasDrawn(t *testing.T) {
	table := New(Column{Title: "n", Align: wrap.Centre})
	table.Append("1")
	first := table.Render()
	if again := table.Render(); again != first {
		t.Errorf("first %q, then %q", first, again)
	}
	table.Append("12345", "x")
	if got := table.Render(); got != "+-------+---+\n|   n   |   |\n+-------+---+\n|   1   |   |\n| 12345 | x |\n+-------+---+\n" {
		t.Errorf("got %q", got)
	}
}

func TestHiddenTitlesAreWrappedButCountWhole(t *testing.T) {
	table := New(Column{Title: "two words", Max: 5, Align: wrap.Right})
	table.Append("a b c d e")
	if got := table.Render(); got != "+-----------+\n|       two |\n|     words |\n+-----------+\n|     a b c |\n|       d e |\n+-----------+\n" {
		t.Errorf("got %q", got)
	}
}

func TestHiddenCellsOfNothingAndOfLineEnds(t *testing.T) {
	table := New(Column{}, Column{Max: 3})
	table.Append("", "")
	table.Append("a\r\n\r\nb\n", "\n")
	table.Append("日\xff", "é")
	got := table.Render()
	want := "+-----+---+\n|     |   |\n+-----+---+\n|     |   |\n| a   |   |\n|     |   |\n| b   |   |\n| 日\xff | é |\n+-----+---+\n"
	if got != want {
		t.Errorf("got %q", got)
	}
	if lines := strings.Count(table.Markdown(), "\n"); lines != 5 {
		t.Errorf("%d lines of Markdown", lines)
	}
}
