package table

import (
	"strconv"
	"testing"

	"example.org/textkit/wrap"
)

func example() *Table {
	t := New(Column{Title: "name"}, Column{Title: "price", Align: wrap.Right}, Column{Title: "note", Max: 10})
	t.Append("tea", "2.50", "green, from 日本 and elsewhere")
	t.Append("coffee")
	t.Append("ca|ke", "12", "two\nlines", "extra")
	return t
}

func TestRender(t *testing.T) {
	const want = `+--------+-------+-----------+-------+
| name   | price | note      |       |
+--------+-------+-----------+-------+
| tea    |  2.50 | green,    |       |
|        |       | from 日本 |       |
|        |       | and       |       |
|        |       | elsewhere |       |
| coffee |       |           |       |
| ca|ke  |    12 | two       | extra |
|        |       | lines     |       |
+--------+-------+-----------+-------+
`
	if got := example().Render(); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestMarkdown(t *testing.T) {
	const want = `| name | price | note |  |
|---|---:|---|---|
| tea | 2.50 | green, from 日本 and elsewhere |  |
| coffee |  |  |  |
| ca\|ke | 12 | two<br>lines | extra |
`
	if got := example().Markdown(); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestEmpty(t *testing.T) {
	if got := New().Render() + New().Markdown(); got != "" {
		t.Errorf("got %q", got)
	}
	if got := New(Column{Title: "x"}).Render(); got != "+---+\n| x |\n+---+\n+---+\n" {
		t.Errorf("got %q", got)
	}
	table := New()
	table.Append("")
	if got := table.Render(); got != "+--+\n|  |\n+--+\n|  |\n+--+\n" || table.Len() != 1 {
		t.Errorf("got %q", got)
	}
}

func BenchmarkRender(b *testing.B) {
	t := New(Column{Title: "id", Align: wrap.Right}, Column{Title: "name"}, Column{Title: "text", Max: 30})
	for i := 0; i < 20; i++ {
		t.Append(strconv.Itoa(i), "name of "+strconv.Itoa(i), "some text that is wrapped into a few lines in its column")
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		t.Render()
	}
}
