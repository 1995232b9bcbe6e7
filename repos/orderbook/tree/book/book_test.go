package book_test

import (
	"errors"
	"reflect"
	"strconv"
	"testing"

	"example.org/orderbook/book"
	"example.org/orderbook/price"
)

func add(t testing.TB, b *book.Book, id, account string, side book.Side, p price.Price, quantity int64) {
	t.Helper()
	err := b.Add(book.Order{ID: id, Account: account, Side: side, Price: p, Quantity: quantity})
	if err != nil {
		t.Fatalf("adding %s: %v", id, err)
	}
}

func ids(orders []book.Order) []string {
	names := []string{}
	for _, o := range orders {
		names = append(names, o.ID)
	}
	return names
}

func TestPriority(t *testing.T) {
	b := book.New()
	add(t, b, "a", "x", book.Buy, 100, 5)
	add(t, b, "b", "x", book.Buy, 101, 5)
	add(t, b, "c", "x", book.Buy, 100, 5)
	add(t, b, "d", "x", book.Sell, 104, 5)
	add(t, b, "e", "x", book.Sell, 103, 5)
	if got := ids(b.Orders(book.Buy)); !reflect.DeepEqual(got, []string{"b", "a", "c"}) {
		t.Errorf("bids are %v", got)
	}
	if got := ids(b.Orders(book.Sell)); !reflect.DeepEqual(got, []string{"e", "d"}) {
		t.Errorf("asks are %v", got)
	}
	want := []book.Level{{Price: 101, Quantity: 5, Orders: 1}, {Price: 100, Quantity: 10, Orders: 2}}
	if got := b.Depth(book.Buy, 5); !reflect.DeepEqual(got, want) {
		t.Errorf("depth is %v", got)
	}
	if got, ok := b.Best(book.Sell); !ok || got != (book.Level{Price: 103, Quantity: 5, Orders: 1}) {
		t.Errorf("best ask is %v, %v", got, ok)
	}
}

func TestMatchTakesBetterPricesFirst(t *testing.T) {
	b := book.New()
	add(t, b, "a", "x", book.Sell, 102, 5)
	add(t, b, "b", "x", book.Sell, 101, 5)
	add(t, b, "c", "x", book.Sell, 101, 5)
	fills, left := b.Match(book.Taker{Account: "y", Side: book.Buy, Limit: 102, Quantity: 12})
	if left != 0 || len(fills) != 3 {
		t.Fatalf("fills are %v, %d left", fills, left)
	}
	for i, want := range []string{"b", "c", "a"} {
		if fills[i].Maker.ID != want {
			t.Errorf("fill %d is of %s", i, fills[i].Maker.ID)
		}
	}
	if o, ok := b.Get("a"); !ok || o.Quantity != 3 || b.Len() != 1 {
		t.Errorf("a is %v, %v of %d", o, ok, b.Len())
	}
}

func TestMatchStopsAtTheLimit(t *testing.T) {
	b := book.New()
	add(t, b, "a", "x", book.Buy, 100, 5)
	add(t, b, "b", "x", book.Buy, 99, 5)
	taker := book.Taker{Side: book.Sell, Limit: 100, Quantity: 8}
	if got := b.Available(taker); got != 5 {
		t.Errorf("%d are available", got)
	}
	if fills, left := b.Match(taker); len(fills) != 1 || left != 3 {
		t.Errorf("fills are %v, %d left", fills, left)
	}
	if fills, left := b.Match(book.Taker{Side: book.Sell, Market: true, Quantity: 8}); len(fills) != 1 || left != 3 {
		t.Errorf("fills are %v, %d left", fills, left)
	}
}

func TestOwnOrdersDoNotTrade(t *testing.T) {
	b := book.New()
	add(t, b, "a", "x", book.Buy, 100, 5)
	add(t, b, "b", "y", book.Buy, 100, 5)
	taker := book.Taker{Account: "x", Side: book.Sell, Limit: 100, Quantity: 5}
	if got := b.Available(taker); got != 5 {
		t.Errorf("%d are available", got)
	}
	fills, left := b.Match(taker)
	if left != 0 || len(fills) != 2 || !fills[0].Cancelled || fills[0].Maker.Quantity != 5 || fills[1].Quantity != 5 {
		t.Errorf("fills are %+v, %d left", fills, left)
	}
	if b.Len() != 0 {
		t.Errorf("%d orders rest", b.Len())
	}
}

func TestReduceAndCancel(t *testing.T) {
	b := book.New()
	add(t, b, "a", "x", book.Buy, 100, 5)
	add(t, b, "b", "x", book.Buy, 100, 5)
	if o, err := b.Reduce("a", 2); err != nil || o.Quantity != 3 {
		t.Errorf("reduced to %v, %v", o, err)
	}
	if got := ids(b.Orders(book.Buy)); got[0] != "a" {
		t.Error("a smaller order lost its place")
	}
	if o, err := b.Reduce("a", 9); err != nil || o.Quantity != 0 {
		t.Errorf("reduced to %v, %v", o, err)
	}
	if o, err := b.Cancel("b"); err != nil || o.Quantity != 5 {
		t.Errorf("cancelled %v, %v", o, err)
	}
	if _, ok := b.Best(book.Buy); ok || len(b.Depth(book.Buy, 3)) != 0 {
		t.Error("there are levels without orders")
	}
}

func TestErrors(t *testing.T) {
	b := book.New()
	add(t, b, "a", "x", book.Buy, 100, 5)
	cases := []struct {
		order book.Order
		want  error
	}{
		{book.Order{ID: "a", Side: book.Sell, Price: 200, Quantity: 1}, book.ErrDuplicate},
		{book.Order{ID: "b", Side: book.Sell, Price: 200}, book.ErrQuantity},
		{book.Order{ID: "b", Side: book.Sell, Price: 100, Quantity: 1}, book.ErrCrossed},
		{book.Order{ID: "b", Side: 2, Price: 100, Quantity: 1}, book.ErrSide},
	}
	for _, c := range cases {
		if err := b.Add(c.order); !errors.Is(err, c.want) {
			t.Errorf("adding %v: %v, want %v", c.order, err, c.want)
		}
	}
	if _, err := b.Cancel("z"); !errors.Is(err, book.ErrNotFound) {
		t.Errorf("cancelling: %v", err)
	}
	if _, err := b.Reduce("a", 0); !errors.Is(err, book.ErrQuantity) {
		t.Errorf("reducing by 0: %v", err)
	}
	if _, err := b.Reduce("z", 1); !errors.Is(err, book.ErrNotFound) {
		t.Errorf("reducing: %v", err)
	}
}

// fill puts orders of 10 each on both sides.
func fill(b testing.TB, levels, perLevel int) *book.Book {
	b.Helper()
	full := book.New()
	for i := 0; i < levels*perLevel; i++ {
		distance := price.Price(i % levels)
		add(b, full, "b"+strconv.Itoa(i), "x", book.Buy, 10000-distance, 10)
		add(b, full, "s"+strconv.Itoa(i), "x", book.Sell, 10001+distance, 10)
	}
	return full
}

func BenchmarkAddCancel(b *testing.B) {
	for _, levels := range []int{10, 200} {
		b.Run(strconv.Itoa(levels), func(b *testing.B) {
			full := fill(b, levels, 4)
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				id := "n" + strconv.Itoa(i)
				add(b, full, id, "y", book.Buy, 10000-price.Price(i%(2*levels)), 7)
				if _, err := full.Cancel(id); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	full := fill(b, 50, 4)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		fills, _ := full.Match(book.Taker{Account: "y", Side: book.Buy, Market: true, Quantity: 65})
		for _, f := range fills {
			if f.Maker.Quantity == 0 {
				f.Maker.Quantity = 10
				if err := full.Add(f.Maker); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

func BenchmarkDepth(b *testing.B) {
	full := fill(b, 100, 10)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if len(full.Depth(book.Sell, 5)) != 5 {
			b.Fatal("levels are missing")
		}
	}
}
