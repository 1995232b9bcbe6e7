// Package tape turns trades into bars, volume profiles and rolling statistics.
package tape

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"sort"
	"strconv"
	"strings"

	"example.org/orderbook/price"
)

// Trade is one trade. Time is in milliseconds, and below 1<<50 in magnitude.
type Trade struct {
	Time     int64
	Price    price.Price
	Quantity int64
}

// Bar sums up the trades of a span of time that begins at Start. VWAP is the average price weighted by
// quantity, rounded to the nearest unit, and up if it lies half way.
type Bar struct {
	Start                  int64
	Open, High, Low, Close price.Price
	VWAP                   price.Price
	Volume                 int64
	Trades                 int
}

// Bucket is the volume traded from Price up to the next bucket.
type Bucket struct {
	Price  price.Price
	Volume int64
	Trades int
}

// Window sums up a trade and those before it.
type Window struct {
	High, Low price.Price
	// Median is the lower of the two middle prices if their number is even.
	Median price.Price
	Volume int64
}

// What can be wrong with a request.
var (
	ErrTrade = errors.New("want time,price,quantity")
	ErrWidth = errors.New("a width must be positive")
)

// Parse reads a trade such as "1700000000000,12.50,300". The quantity is positive, the price may be negative.
func Parse(line string) (Trade, error) {
	fields := strings.Split(strings.TrimSpace(line), ",")
	if len(fields) != 3 {
		return Trade{}, fmt.Errorf("%w: %q", ErrTrade, line)
	}
	time, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		return Trade{}, fmt.Errorf("%w: time %q", ErrTrade, fields[0])
	}
	p, err := price.Parse(fields[1])
	if err != nil {
		return Trade{}, fmt.Errorf("%w: %w", ErrTrade, err)
	}
	quantity, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || quantity <= 0 {
		return Trade{}, fmt.Errorf("%w: quantity %q", ErrTrade, fields[2])
	}
	return Trade{Time: time, Price: p, Quantity: quantity}, nil
}

// VWAP returns the average price weighted by quantity, rounded to the nearest unit, and up if it lies half
// way. It is exact for any number of trades, and 0 for none.
func VWAP(trades []Trade) price.Price {
	if len(trades) == 0 {
		return 0
	}
	notional, volume := new(big.Rat), new(big.Rat)
	for _, t := range trades {
		quantity := new(big.Rat).SetInt64(t.Quantity)
		value := new(big.Rat).SetInt64(int64(t.Price))
		notional.Add(notional, value.Mul(value, quantity))
		volume.Add(volume, quantity)
	}
	average := notional.Quo(notional, volume)
	average.Add(average, big.NewRat(1, 2))
	// The division of integers is Euclidean: it rounds down, since the denominator is positive.
	floor := new(big.Int).Div(average.Num(), average.Denom())
	return price.Price(floor.Int64())
}

// Bars groups trades by the span of time of the given width that they belong to, and returns the spans that
// have trades in the order of time. Trades need not be sorted; within a span they count in the given order.
func Bars(trades []Trade, width int64) ([]Bar, error) {
	if width <= 0 {
		return nil, ErrWidth
	}
	groups := make(map[int64][]Trade)
	for _, t := range trades {
		start := int64(math.Floor(float64(t.Time)/float64(width))) * width
		groups[start] = append(groups[start], t)
	}
	bars := make([]Bar, 0)
	for start, group := range groups {
		bars = append(bars, bar(start, group))
	}
	sort.Slice(bars, func(i, j int) bool { return bars[i].Start < bars[j].Start })
	return bars, nil
}

func bar(start int64, trades []Trade) Bar {
	first, last := trades[0], trades[len(trades)-1]
	b := Bar{
		Start: start, Open: first.Price, High: first.Price, Low: first.Price, Close: last.Price,
		VWAP: VWAP(trades), Trades: len(trades),
	}
	for _, t := range trades {
		b.High = max(b.High, t.Price)
		b.Low = min(b.Low, t.Price)
		b.Volume += t.Quantity
	}
	return b
}

// Profile returns the volume by price, in buckets of the given width, the lowest first.
func Profile(trades []Trade, width price.Price) ([]Bucket, error) {
	if width <= 0 {
		return nil, ErrWidth
	}
	buckets := make([]Bucket, 0)
	for _, t := range trades {
		floor, err := t.Price.Down(width)
		if err != nil {
			return nil, err
		}
		buckets = addTo(buckets, floor, t.Quantity)
	}
	return buckets, nil
}

// addTo adds to a bucket, or puts in a new one, and returns the sorted buckets.
func addTo(buckets []Bucket, floor price.Price, quantity int64) []Bucket {
	for i := range buckets {
		if buckets[i].Price == floor {
			buckets[i].Volume += quantity
			buckets[i].Trades++
			return buckets
		}
	}
	buckets = append(buckets, Bucket{Price: floor, Volume: quantity, Trades: 1})
	sort.Slice(buckets, func(i, j int) bool { return buckets[i].Price < buckets[j].Price })
	return buckets
}

// Rolling returns, for each trade, statistics of it and up to n-1 trades before it.
func Rolling(trades []Trade, n int) ([]Window, error) {
	if n <= 0 {
		return nil, ErrWidth
	}
	windows := make([]Window, 0)
	for i := range trades {
		first := max(0, i+1-n)
		windows = append(windows, window(trades[first:i+1]))
	}
	return windows, nil
}

func window(trades []Trade) Window {
	prices := make([]price.Price, 0)
	var volume int64
	for _, t := range trades {
		prices = append(prices, t.Price)
		volume += t.Quantity
	}
	sort.Slice(prices, func(i, j int) bool { return prices[i] < prices[j] })
	return Window{
		High: prices[len(prices)-1], Low: prices[0], Median: prices[(len(prices)-1)/2], Volume: volume,
	}
}
