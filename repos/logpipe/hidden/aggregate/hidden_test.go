package aggregate

import (
	"fmt"
	"math/rand"
	"sort"
	"strconv"
	"testing"

	"example.org/logpipe/record"
)

func hiddenColumns(t *testing.T, names ...string) []Column {
	t.Helper()
	var columns []Column
	for _, name := range names {
		column, err := ParseColumn(name)
		if err != nil {
			t.Fatal(err)
		}
		columns = append(columns, column)
	}
	return columns
}

func hiddenRecord(pairs ...string) *record.Record {
	rec := new(record.Record)
	for i := 0; i < len(pairs); i += 2 {
		rec.Set(pairs[i], pairs[i+1])
	}
	return rec
}

func TestHiddenFiguresMayBeAskedForInBetween(t *testing.T) {
	names := []string{"count", "sum(v)", "p0(v)", "p50(v)", "p90(v)", "p100(v)", "min(v)", "max(v)", "distinct(v)", "top2(v)"}
	table := NewTable(nil, hiddenColumns(t, names...))
	rng := rand.New(rand.NewSource(3))
	var numbers []float64
	counts := map[string]int{}
	sum := 0.0
	for n := 1; n <= 120; n++ {
		x := float64(rng.Intn(40)) / 4
		text := strconv.FormatFloat(x, 'g', -1, 64)
		numbers, sum = append(numbers, x), sum+x
		counts[text]++
		table.Add(hiddenRecord("v", text))
		sorted := append([]float64(nil), numbers...)
		sort.Float64s(sorted)
		rank := func(p int) float64 { return sorted[max((p*n+99)/100, 1)-1] }
		want := []float64{float64(n), sum, sorted[0], rank(50), rank(90), sorted[n-1], sorted[0], sorted[n-1], float64(len(counts))}
		rows := table.Rows()
		if len(rows) != 1 {
			t.Fatalf("%d rows", len(rows))
		}
		for i, number := range want {
			if got := rows[0].Values[i]; !got.IsNumber || got.Number != number {
				t.Fatalf("after %d: %s = %v, want %v", n, names[i], got, number)
			}
		}
		first, best := "", 0
		for text, count := range counts {
			if count > best || count == best && text < first {
				first, best = text, count
			}
		}
		if got, start := rows[0].Values[9].Text, fmt.Sprintf("%s (%d)", first, best); len(got) < len(start) || got[:len(start)] != start {
			t.Fatalf("after %d: top2 = %s, want %s first", n, got, start)
		}
		rows[0].Values[0] = Value{Text: "changed"}
	}
}

func TestHiddenRecordsAndRowsMayBeChanged(t *testing.T) {
	keys := []string{"k"}
	table := NewTable(keys, hiddenColumns(t, "count", "top1(u)"))
	keys[0] = "other"
	rec := hiddenRecord("k", "a", "u", "x")
	table.Add(rec)
	rec.Set("k", "b")
	rec.Set("u", "y")
	table.Add(rec)
	rows := table.Rows()
	rows[0].Keys[0] = "changed"
	_ = append(rows[1].Keys, "more")
	if header := table.Header(); header[0] != "k" {
		t.Errorf("header %q", header)
	}
	list, err := table.RowsBy("k", true)
	if err != nil || list[0].Keys[0] != "b" || list[1].Keys[0] != "a" || list[0].Values[1].Text != "y (1)" {
		t.Errorf("got %v, %v", list, err)
	}
}

func TestHiddenOrderOfEqualRows(t *testing.T) {
	table := NewTable([]string{"a", "b"}, hiddenColumns(t, "max(v)", "count"))
	rng := rand.New(rand.NewSource(4))
	for n := 0; n < 400; n++ {
		pairs := []string{"a", fmt.Sprint(rng.Intn(9)), "b", fmt.Sprint(rng.Intn(9))}
		if rng.Intn(3) > 0 {
			pairs = append(pairs, "v", fmt.Sprint(rng.Intn(3)))
		}
		table.Add(hiddenRecord(pairs...))
	}
	for _, name := range []string{"a", "b", "max(v)", "count"} {
		for _, descending := range []bool{false, true} {
			rows, err := table.RowsBy(name, descending)
			if err != nil || len(rows) != table.Len() {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			value := func(row Row) Value {
				switch name {
				case "a":
					return Value{Text: row.Keys[0]}
				case "b":
					return Value{Text: row.Keys[1]}
				case "count":
					return row.Values[1]
				}
				return row.Values[0]
			}
			for i := 1; i < len(rows); i++ {
				x, y := value(rows[i-1]), value(rows[i])
				if descending {
					x, y = y, x
				}
				wrong := !x.IsNumber && y.IsNumber || x.IsNumber && y.IsNumber && x.Number > y.Number || !x.IsNumber && !y.IsNumber && x.Text > y.Text
				tie := x == y && fmt.Sprint(rows[i-1].Keys) > fmt.Sprint(rows[i].Keys)
				if wrong || tie {
					t.Fatalf("by %s, descending %v: %v before %v", name, descending, rows[i-1], rows[i])
				}
			}
		}
	}
}

func TestHiddenAKeyAndAColumnMayHaveOneName(t *testing.T) {
	table := NewTable([]string{"count", "x"}, hiddenColumns(t, "count", "count"))
	table.Add(hiddenRecord("count", "b", "x", "1"))
	table.Add(hiddenRecord("count", "a", "x", "1"))
	table.Add(hiddenRecord("count", "b", "x", "1"))
	rows, err := table.RowsBy("count", true)
	if err != nil || rows[0].Keys[0] != "b" || rows[0].Values[1].Number != 2 {
		t.Errorf("got %v, %v", rows, err)
	}
}

func TestHiddenNumbersAreWrittenWithSixDigits(t *testing.T) {
	for number, want := range map[float64]string{
		0: "0", 1: "1", -17: "-17", 999999: "999999", 999999.5: "1e+06", 1e6: "1e+06", 1234567: "1.23457e+06", 0.1: "0.1", 1e-5: "1e-05", 0.0001: "0.0001",
		1.0000001: "1", 2.5: "2.5", 1e300: "1e+300", 123456.7: "123457", -999999: "-999999", -1e6: "-1e+06", 5e-324: "4.94066e-324",
	} {
		if got := (Value{Number: number, IsNumber: true}).String(); got != want {
			t.Errorf("%v is %s, want %s", number, got, want)
		}
	}
}

func TestHiddenSumsAreInTheOrderOfTheRecords(t *testing.T) {
	table := NewTable(nil, hiddenColumns(t, "sum(v)", "mean(v)", "sum(w)"))
	for _, text := range []string{"1e16", "1", "-1e16", "1", "x"} {
		table.Add(hiddenRecord("v", text))
	}
	if got := table.Rows()[0].Values; got[0].Number != 1 || got[1].Number != 0.25 || got[2].String() != "-" {
		t.Errorf("got %v", got)
	}
}

func TestHiddenTheTimeIsAKey(t *testing.T) {
	table := NewTable([]string{"time", "none"}, hiddenColumns(t, "distinct(time)"))
	rec := hiddenRecord("none", "-")
	table.Add(rec)
	table.Add(hiddenRecord())
	if rows := table.Rows(); len(rows) != 1 || rows[0].Keys[0] != "-" || rows[0].Values[0].Number != 0 {
		t.Errorf("got %v", rows)
	}
}
