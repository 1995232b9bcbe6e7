package tape_test

import (
	"errors"
	"math"
	"reflect"
	"strconv"
	"testing"

	"example.org/orderbook/price"
	"example.org/orderbook/tape"
)

func trades(prices ...price.Price) []tape.Trade {
	all := []tape.Trade{}
	for i, p := range prices {
		all = append(all, tape.Trade{Time: int64(i) * 400, Price: p, Quantity: int64(i + 1)})
	}
	return all
}

func TestParse(t *testing.T) {
	got, err := tape.Parse("1700000000000,12.50,300\n")
	if err != nil || got != (tape.Trade{Time: 1700000000000, Price: 125000, Quantity: 300}) {
		t.Errorf("parsed %v, %v", got, err)
	}
	for _, line := range []string{"", "1,2", "1,2,3,4", "x,2,3", "1,y,3", "1,2,0", "1,2,-4", "1,2,z"} {
		if _, err := tape.Parse(line); !errors.Is(err, tape.ErrTrade) {
			t.Errorf("Parse(%q): %v", line, err)
		}
	}
}

func TestVWAP(t *testing.T) {
	cases := []struct {
		trades []tape.Trade
		want   price.Price
	}{
		{nil, 0},
		{[]tape.Trade{{Price: 3, Quantity: 1}, {Price: 4, Quantity: 1}}, 4},
		{[]tape.Trade{{Price: -3, Quantity: 1}, {Price: -4, Quantity: 1}}, -3},
		{[]tape.Trade{{Price: 3, Quantity: 2}, {Price: 4, Quantity: 1}}, 3},
		{[]tape.Trade{{Price: price.Max, Quantity: math.MaxInt64}, {Price: price.Max - 1, Quantity: math.MaxInt64}}, price.Max},
	}
	for _, c := range cases {
		if got := tape.VWAP(c.trades); got != c.want {
			t.Errorf("VWAP(%v) = %d, want %d", c.trades, got, c.want)
		}
	}
}

func TestBars(t *testing.T) {
	got, err := tape.Bars(trades(5, 9, 3, 4), 1000)
	want := []tape.Bar{
		{Start: 0, Open: 5, High: 9, Low: 3, Close: 3, VWAP: 5, Volume: 6, Trades: 3},
		{Start: 1000, Open: 4, High: 4, Low: 4, Close: 4, VWAP: 4, Volume: 4, Trades: 1},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("bars are %v, %v", got, err)
	}
	if got := want[0].String(); got != "0 0.0005 0.0009 0.0003 0.0003 0.0005 6 3" {
		t.Errorf("the bar is %q", got)
	}
	if _, err := tape.Bars(nil, 0); !errors.Is(err, tape.ErrWidth) {
		t.Errorf("no width: %v", err)
	}
}

func TestProfile(t *testing.T) {
	got, err := tape.Profile(trades(205, 110, 199, -1), 100)
	want := []tape.Bucket{{Price: -100, Volume: 4, Trades: 1}, {Price: 100, Volume: 5, Trades: 2}, {Price: 200, Volume: 1, Trades: 1}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("buckets are %v, %v", got, err)
	}
	if got := want[1].String(); got != "0.01 5 2" {
		t.Errorf("the bucket is %q", got)
	}
}

func TestRolling(t *testing.T) {
	got, err := tape.Rolling(trades(5, 9, 3, 4), 3)
	want := []tape.Window{
		{High: 5, Low: 5, Median: 5, Volume: 1}, {High: 9, Low: 5, Median: 5, Volume: 3},
		{High: 9, Low: 3, Median: 5, Volume: 6}, {High: 9, Low: 3, Median: 4, Volume: 9},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("windows are %v, %v", got, err)
	}
	if _, err := tape.Rolling(nil, 0); !errors.Is(err, tape.ErrWidth) {
		t.Errorf("no window: %v", err)
	}
}

// long returns trades whose prices go up and down.
func long(n int) []tape.Trade {
	all := make([]tape.Trade, n)
	p := price.Price(500000)
	for i := range all {
		p += price.Price(i*i*31%41) - 20
		all[i] = tape.Trade{Time: int64(i) * 90, Price: p, Quantity: int64(1 + i*17%300)}
	}
	return all
}

func BenchmarkBars(b *testing.B) {
	all := long(2000)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := tape.Bars(all, 10_000); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProfile(b *testing.B) {
	all := long(2000)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := tape.Profile(all, 100); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRolling(b *testing.B) {
	for _, n := range []int{10, 100} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			all := long(1000)
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				if _, err := tape.Rolling(all, n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
