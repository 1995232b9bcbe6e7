package aggregate

import (
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"example.org/logpipe/record"
)

func column(t testing.TB, text string) Column {
	t.Helper()
	c, err := ParseColumn(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAggregators(t *testing.T) {
	values := []string{"3", "1", "x", "2.5", "", "1", "-0", "inf", "1e3"}
	for text, want := range map[string]string{
		"count":       "9",
		"sum(v)":      "1007.5",
		"mean(v)":     "167.917",
		"min(v)":      "0",
		"max(v)":      "1000",
		"p0(v)":       "0",
		"p50(v)":      "1",
		"p51(v)":      "2.5",
		"p100(v)":     "1000",
		"distinct(v)": "8",
		"top2(v)":     "1 (2),  (1)",
	} {
		a := column(t, text).make()
		for _, value := range values {
			a.Add(value)
		}
		if got := a.Value().String(); got != want {
			t.Errorf("%s = %s, want %s", text, got, want)
		}
	}
}

func TestWithoutNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"count": "1", "sum(v)": "-", "mean(v)": "-", "min(v)": "-", "max(v)": "-", "p99(v)": "-", "distinct(v)": "1", "top1(v)": "x (1)",
	} {
		a := column(t, text).make()
		a.Add("x")
		if got := a.Value().String(); got != want {
			t.Errorf("%s = %s, want %s", text, got, want)
		}
	}
}

func TestParseColumnRefuses(t *testing.T) {
	for _, text := range []string{"", "counts", "sum", "sum()", "sum(a", "sum(a)b", "p101(a)", "p(a)", "top0(a)", "px(a)", "median(a)"} {
		if c, err := ParseColumn(text); err == nil {
			t.Errorf("%q is column %q", text, c.Name)
		}
	}
}

func rows(list []Row) []string {
	var texts []string
	for _, row := range list {
		texts = append(texts, fmt.Sprintf("%v%v", row.Keys, row.Values))
	}
	return texts
}

func example(t testing.TB) *Table {
	table := NewTable([]string{"host", "path"}, []Column{column(t, "count"), column(t, "max(size)"), column(t, "top1(user)")})
	for _, line := range [][4]string{
		{"b", "/", "10", "ada"}, {"a", "/x", "7", "bob"}, {"b", "/", "30", "ada"}, {"a", "/", "x", "eve"}, {"", "/", "30", "eve"},
	} {
		var rec record.Record
		for i, name := range []string{"host", "path", "size", "user"} {
			if line[i] != "" {
				rec.Set(name, line[i])
			}
		}
		table.Add(&rec)
	}
	return table
}

func TestRowsAreInTheOrderOfTheirKeys(t *testing.T) {
	table := example(t)
	want := []string{"[- /][1 30 eve (1)]", "[a /][1 - eve (1)]", "[a /x][1 7 bob (1)]", "[b /][2 30 ada (2)]"}
	if got := rows(table.Rows()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	if got := table.Header(); !reflect.DeepEqual(got, []string{"host", "path", "count", "max(size)", "top1(user)"}) {
		t.Errorf("got %q", got)
	}
	if table.Len() != 4 {
		t.Errorf("%d groups", table.Len())
	}
}

func TestRowsBy(t *testing.T) {
	table := example(t)
	for _, c := range []struct {
		name       string
		descending bool
		want       string
	}{
		{"max(size)", false, "a /x,- /,b /,a /,"},
		{"max(size)", true, "a /,- /,b /,a /x,"},
		{"count", true, "b /,- /,a /,a /x,"},
		{"path", false, "- /,a /,b /,a /x,"},
		{"host", true, "b /,a /,a /x,- /,"},
	} {
		list, err := table.RowsBy(c.name, c.descending)
		got := ""
		for _, row := range list {
			got += row.Keys[0] + " " + row.Keys[1] + ","
		}
		if err != nil || got != c.want {
			t.Errorf("by %s, descending %v: %s, %v, want %s", c.name, c.descending, got, err, c.want)
		}
	}
	if _, err := table.RowsBy("size", false); err == nil {
		t.Error("there is a column size")
	}
}

func TestKeysAreKeptApart(t *testing.T) {
	table := NewTable([]string{"a", "b"}, []Column{column(t, "count")})
	for _, pair := range [][2]string{{"x y", "z"}, {"x", "y z"}, {`x" "y`, "z"}, {"", ""}, {"x\x00y", "z"}, {"x", "y\x00z"}} {
		var rec record.Record
		rec.Set("a", pair[0])
		rec.Set("b", pair[1])
		table.Add(&rec)
	}
	if table.Len() != 6 {
		t.Errorf("%d groups", table.Len())
	}
}

func records(n int) []record.Record {
	list := make([]record.Record, n)
	for i := range list {
		list[i].Set("host", "host"+strconv.Itoa(i*7%23))
		list[i].Set("path", "/path/"+strconv.Itoa(i*11%31))
		list[i].Set("duration", strconv.FormatFloat(float64(i*7919%1000)/1000, 'f', 3, 64))
	}
	return list
}

func benchmark(b *testing.B, order string, names ...string) {
	list := records(5000)
	var columns []Column
	for _, name := range names {
		columns = append(columns, column(b, name))
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		table := NewTable([]string{"host"}, columns)
		for i := range list {
			table.Add(&list[i])
		}
		if _, err := table.RowsBy(order, true); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCount(b *testing.B) { benchmark(b, "count", "count") }
func BenchmarkQuantiles(b *testing.B) {
	benchmark(b, "p99(duration)", "p50(duration)", "p90(duration)", "p99(duration)")
}
func BenchmarkTop(b *testing.B) { benchmark(b, "host", "top5(path)", "distinct(path)") }
