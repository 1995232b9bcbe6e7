package book_test

import (
	"fmt"
	"math/rand"
	"reflect"
	"sort"
	"testing"

	"example.org/orderbook/book"
	"example.org/orderbook/price"
)

// model is a book as a slice of orders in the order of arrival.
type model []book.Order

func (m model) sorted(side book.Side) []book.Order {
	var orders []book.Order
	for _, o := range m {
		if o.Side == side {
			orders = append(orders, o)
		}
	}
	sort.SliceStable(orders, func(i, j int) bool {
		if side == book.Buy {
			return orders[i].Price > orders[j].Price
		}
		return orders[i].Price < orders[j].Price
	})
	return orders
}

func (m model) depth(side book.Side, n int) []book.Level {
	levels := []book.Level{}
	for _, o := range m.sorted(side) {
		if len(levels) == 0 || levels[len(levels)-1].Price != o.Price {
			levels = append(levels, book.Level{Price: o.Price})
		}
		levels[len(levels)-1].Quantity += o.Quantity
		levels[len(levels)-1].Orders++
	}
	return levels[:min(n, len(levels))]
}

func (m model) find(id string) int {
	for i, o := range m {
		if o.ID == id {
			return i
		}
	}
	return -1
}

func (m *model) drop(i int) { *m = append((*m)[:i:i], (*m)[i+1:]...) }

func accepts(t book.Taker, p price.Price) bool {
	return t.Market || t.Side == book.Buy && p <= t.Limit || t.Side == book.Sell && p >= t.Limit
}

func (m *model) match(t book.Taker) ([]book.Fill, int64) {
	var fills []book.Fill
	left := t.Quantity
	for _, o := range m.sorted(t.Side.Opposite()) {
		if left <= 0 || !accepts(t, o.Price) {
			break
		}
		i := m.find(o.ID)
		if t.Account != "" && t.Account == o.Account {
			fills = append(fills, book.Fill{Maker: o, Cancelled: true})
			m.drop(i)
			continue
		}
		traded := min(left, o.Quantity)
		left -= traded
		o.Quantity -= traded
		(*m)[i].Quantity = o.Quantity
		if o.Quantity == 0 {
			m.drop(i)
		}
		fills = append(fills, book.Fill{Maker: o, Quantity: traded})
	}
	return fills, left
}

func TestHiddenBookAgreesWithModel(t *testing.T) {
	for seed := int64(0); seed < 12; seed++ {
		random := rand.New(rand.NewSource(seed))
		b, m := book.New(), model{}
		spread := 2 + random.Intn(40)
		for step := 0; step < 700; step++ {
			id := fmt.Sprint("o", random.Intn(120))
			side := book.Side(random.Intn(2))
			p := price.Price(1000 + random.Intn(spread))
			account := []string{"", "x", "y"}[random.Intn(3)]
			quantity := int64(random.Intn(50))
			i := m.find(id)
			switch op := random.Intn(10); {
			case op < 5:
				taker := book.Taker{Account: account, Side: side, Limit: p, Quantity: quantity, Market: random.Intn(20) == 0}
				var want int64
				for _, o := range m {
					if o.Side != side && accepts(taker, o.Price) && (account == "" || o.Account != account) {
						want += o.Quantity
					}
				}
				if got := b.Available(taker); got != want {
					t.Fatalf("seed %d, step %d: %d available, want %d", seed, step, got, want)
				}
				wantFills, wantLeft := m.match(taker)
				fills, left := b.Match(taker)
				if left != wantLeft || len(fills) != len(wantFills) || len(fills) > 0 && !reflect.DeepEqual(fills, wantFills) {
					t.Fatalf("seed %d, step %d: fills %v, %d, want %v, %d", seed, step, fills, left, wantFills, wantLeft)
				}
				o := book.Order{ID: id, Account: account, Side: side, Price: p, Quantity: left}
				err := b.Add(o)
				if i = m.find(id); (err == nil) != (i < 0 && left > 0 && !taker.Market) && !taker.Market {
					t.Fatalf("seed %d, step %d: adding %v: %v", seed, step, o, err)
				}
				if err == nil {
					m = append(m, o)
				}
			case op < 7:
				o, err := b.Cancel(id)
				if (err == nil) != (i >= 0) || i >= 0 && o != m[i] {
					t.Fatalf("seed %d, step %d: cancelled %v, %v", seed, step, o, err)
				}
				if i >= 0 {
					m.drop(i)
				}
			case op < 9:
				o, err := b.Reduce(id, quantity)
				if (err == nil) != (i >= 0 && quantity > 0) {
					t.Fatalf("seed %d, step %d: reduced %v, %v", seed, step, o, err)
				}
				if err != nil {
					break
				}
				m[i].Quantity = max(m[i].Quantity-quantity, 0)
				if o != m[i] {
					t.Fatalf("seed %d, step %d: reduced to %v, want %v", seed, step, o, m[i])
				}
				if o.Quantity == 0 {
					m.drop(i)
				}
			}
			for _, s := range []book.Side{book.Buy, book.Sell} {
				if got, want := b.Orders(s), m.sorted(s); len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
					t.Fatalf("seed %d, step %d: orders %v, want %v", seed, step, got, want)
				}
				n := random.Intn(6)
				if got, want := b.Depth(s, n), m.depth(s, n); !reflect.DeepEqual(got, want) {
					t.Fatalf("seed %d, step %d: depth %v, want %v", seed, step, got, want)
				}
			}
			if b.Len() != len(m) {
				t.Fatalf("seed %d, step %d: %d orders, want %d", seed, step, b.Len(), len(m))
			}
		}
	}
}

func TestHiddenResultsBelongToTheCaller(t *testing.T) {
	b := book.New()
	for i, id := range []string{"a", "b", "c"} {
		if err := b.Add(book.Order{ID: id, Account: "x", Side: book.Sell, Price: price.Price(100 + i), Quantity: 10}); err != nil {
			t.Fatal(err)
		}
	}
	depth, orders := b.Depth(book.Sell, 3), b.Orders(book.Sell)
	fills, _ := b.Match(book.Taker{Account: "y", Side: book.Buy, Market: true, Quantity: 15})
	kept := fmt.Sprint(fills)
	more, _ := b.Match(book.Taker{Account: "y", Side: book.Buy, Market: true, Quantity: 10})
	if len(more) != 2 || fmt.Sprint(fills) != kept {
		t.Errorf("fills became %v, were %v", fills, kept)
	}
	if depth[0].Quantity != 10 || orders[0].Quantity != 10 || len(depth) != 3 || len(orders) != 3 {
		t.Errorf("the depth became %v, the orders %v", depth, orders)
	}
	again := b.Orders(book.Sell)
	again[0].Quantity, again[0].ID = 99, "z"
	b.Depth(book.Sell, 1)[0].Quantity = 99
	if o, ok := b.Get("c"); !ok || o.Quantity != 5 {
		t.Errorf("a caller changed the book: %v, %v", o, ok)
	}
}

func TestHiddenIDsCanBeUsedAgain(t *testing.T) {
	b := book.New()
	for i := 0; i < 100; i++ {
		o := book.Order{ID: "same", Account: fmt.Sprint("x", i), Side: book.Side(i % 2), Price: price.Price(100 + i), Quantity: int64(i + 1)}
		if err := b.Add(o); err != nil {
			t.Fatal(err)
		}
		if got, ok := b.Get("same"); !ok || got != o {
			t.Fatalf("round %d: %v, %v", i, got, ok)
		}
		if got, err := b.Cancel("same"); err != nil || got != o {
			t.Fatalf("round %d: %v, %v", i, got, err)
		}
	}
}

func TestHiddenEdges(t *testing.T) {
	b := book.New()
	if got := b.Depth(book.Buy, -1); got == nil || len(got) != 0 {
		t.Errorf("depth is %v", got)
	}
	if fills, left := b.Match(book.Taker{Market: true, Quantity: 7}); fills != nil || left != 7 {
		t.Errorf("matched %v, %d", fills, left)
	}
	if fills, left := b.Match(book.Taker{Market: true, Quantity: -2}); fills != nil || left != -2 {
		t.Errorf("matched %v, %d", fills, left)
	}
	if err := b.Add(book.Order{ID: "", Side: book.Buy, Price: -5, Quantity: 1}); err != nil {
		t.Errorf("a negative price and an empty ID: %v", err)
	}
	if err := b.Add(book.Order{ID: "s", Side: book.Sell, Price: -5, Quantity: 1}); err != book.ErrCrossed {
		t.Errorf("crossed: %v", err)
	}
	if l, ok := b.Best(book.Buy); !ok || l.Price != -5 {
		t.Errorf("best is %v, %v", l, ok)
	}
}
