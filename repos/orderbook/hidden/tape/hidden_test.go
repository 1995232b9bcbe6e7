package tape_test

import (
	"math/big"
	"math/rand"
	"reflect"
	"sort"
	"testing"

	"example.org/orderbook/price"
	"example.org/orderbook/tape"
)

func random(seed int64, n int, spread int64) []tape.Trade {
	source := rand.New(rand.NewSource(seed))
	all := make([]tape.Trade, n)
	for i := range all {
		all[i] = tape.Trade{
			Time: source.Int63n(20_000) - 10_000, Price: price.Price(source.Int63n(spread) - spread/2), Quantity: 1 + source.Int63n(9),
		}
		if seed%3 == 0 {
			all[i].Quantity = 1 + source.Int63()/2
		}
	}
	return all
}

func exact(trades []tape.Trade) price.Price {
	top, bottom := new(big.Int), new(big.Int)
	for _, t := range trades {
		top.Add(top, new(big.Int).Mul(big.NewInt(2*int64(t.Price)), big.NewInt(t.Quantity)))
		top.Add(top, big.NewInt(t.Quantity))
		bottom.Add(bottom, new(big.Int).Mul(big.NewInt(2), big.NewInt(t.Quantity)))
	}
	return price.Price(top.Div(top, bottom).Int64())
}

func floor(a, width int64) int64 { return a - ((a%width)+width)%width }

func TestHiddenBarsAgreeWithModel(t *testing.T) {
	for seed := int64(0); seed < 12; seed++ {
		trades := random(seed, 300, 1000)
		kept := append([]tape.Trade(nil), trades...)
		width := 1 + seed*seed*37
		bars, err := tape.Bars(trades, width)
		if err != nil || !reflect.DeepEqual(trades, kept) {
			t.Fatalf("seed %d: %v, or the trades changed", seed, err)
		}
		groups := map[int64][]tape.Trade{}
		for _, trade := range trades {
			groups[floor(trade.Time, width)] = append(groups[floor(trade.Time, width)], trade)
		}
		if len(bars) != len(groups) {
			t.Fatalf("seed %d: %d bars, want %d", seed, len(bars), len(groups))
		}
		for i, b := range bars {
			group := groups[b.Start]
			want := tape.Bar{Start: b.Start, Open: group[0].Price, Close: group[len(group)-1].Price, Trades: len(group)}
			want.High, want.Low, want.VWAP = group[0].Price, group[0].Price, exact(group)
			for _, trade := range group {
				want.High, want.Low = max(want.High, trade.Price), min(want.Low, trade.Price)
				want.Volume += trade.Quantity
			}
			if b != want || i > 0 && bars[i-1].Start >= b.Start || tape.VWAP(group) != want.VWAP {
				t.Fatalf("seed %d: bar %+v, want %+v", seed, b, want)
			}
		}
	}
}

func TestHiddenLargeQuantities(t *testing.T) {
	source := rand.New(rand.NewSource(1))
	for i := 0; i < 3000; i++ {
		trades := make([]tape.Trade, 1+source.Intn(6))
		for j := range trades {
			trades[j].Price = price.Price(source.Int63n(int64(price.Max))>>source.Intn(37)) * price.Price(1-2*source.Intn(2))
			trades[j].Quantity = 1 + source.Int63n(1<<62)>>source.Intn(62)
		}
		want := exact(trades)
		bars, err := tape.Bars(trades, 1)
		if got := tape.VWAP(trades); got != want || err != nil || bars[0].VWAP != want {
			t.Fatalf("VWAP(%v) = %d, want %d", trades, got, want)
		}
	}
}

func TestHiddenRollingAgreesWithModel(t *testing.T) {
	for seed := int64(0); seed < 16; seed++ {
		trades := random(seed, 150, 4+seed*seed)
		for _, n := range []int{1, 2, 3, 10, 149, 150, 1000} {
			windows, err := tape.Rolling(trades, n)
			if err != nil || len(windows) != len(trades) {
				t.Fatalf("seed %d: %d windows, %v", seed, len(windows), err)
			}
			for i := range trades {
				var want tape.Window
				var prices []int
				for _, trade := range trades[max(0, i+1-n) : i+1] {
					prices = append(prices, int(trade.Price))
					want.Volume += trade.Quantity
				}
				sort.Ints(prices)
				want.High, want.Low = price.Price(prices[len(prices)-1]), price.Price(prices[0])
				want.Median = price.Price(prices[(len(prices)-1)/2])
				if windows[i] != want {
					t.Fatalf("seed %d: window %d of %d is %+v, want %+v", seed, i, n, windows[i], want)
				}
			}
		}
	}
}

func TestHiddenProfileAgreesWithModel(t *testing.T) {
	for seed := int64(0); seed < 12; seed++ {
		trades := random(seed, 200, 900)
		width := 1 + seed*7
		buckets, err := tape.Profile(trades, price.Price(width))
		if err != nil {
			t.Fatal(err)
		}
		volumes, counts := map[price.Price]int64{}, map[price.Price]int{}
		for _, trade := range trades {
			volumes[price.Price(floor(int64(trade.Price), width))] += trade.Quantity
			counts[price.Price(floor(int64(trade.Price), width))]++
		}
		if len(buckets) != len(volumes) {
			t.Fatalf("seed %d: %d buckets, want %d", seed, len(buckets), len(volumes))
		}
		for i, b := range buckets {
			if b.Volume != volumes[b.Price] || b.Trades != counts[b.Price] || i > 0 && buckets[i-1].Price >= b.Price {
				t.Fatalf("seed %d: bucket %+v", seed, b)
			}
		}
	}
}

func TestHiddenNothing(t *testing.T) {
	bars, err := tape.Bars(nil, 5)
	if err != nil || bars == nil || len(bars) != 0 {
		t.Errorf("bars are %#v, %v", bars, err)
	}
	buckets, err := tape.Profile(nil, 5)
	if err != nil || buckets == nil || len(buckets) != 0 {
		t.Errorf("buckets are %#v, %v", buckets, err)
	}
	windows, err := tape.Rolling(nil, 5)
	if err != nil || windows == nil || len(windows) != 0 {
		t.Errorf("windows are %#v, %v", windows, err)
	}
	if _, err := tape.Profile(nil, -1); err != tape.ErrWidth {
		t.Errorf("a negative width: %v", err)
	}
}

func TestHiddenTexts(t *testing.T) {
	w := tape.Window{High: price.Max, Low: -price.Max, Median: -1, Volume: 1 << 62}
	if got := w.String(); got != "-9999999.9999 -0.0001 9999999.9999 4611686018427387904" {
		t.Errorf("the window is %q", got)
	}
	b := tape.Bar{Start: -5, Open: 10, High: 20, Low: -30, Close: 100, VWAP: 15, Volume: 3, Trades: 2}
	if got := b.String(); got != "-5 0.001 0.002 -0.003 0.01 0.0015 3 2" {
		t.Errorf("the bar is %q", got)
	}
	if _, err := tape.Parse("1,2.x,3"); err == nil || err.Error() != `want time,price,quantity: price "2.x": want up to 7 digits, and up to 4 decimals` {
		t.Errorf("the error is %v", err)
	}
	if _, err := tape.Parse(" 1,2\n"); err == nil || err.Error() != `want time,price,quantity: " 1,2\n"` {
		t.Errorf("the error is %v", err)
	}
	if trade, err := tape.Parse("\t-1,-2,3 "); err != nil || trade != (tape.Trade{Time: -1, Price: -20000, Quantity: 3}) {
		t.Errorf("parsed %v, %v", trade, err)
	}
}
