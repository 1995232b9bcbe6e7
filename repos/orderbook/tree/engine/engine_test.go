package engine_test

import (
	"errors"
	"fmt"
	"testing"

	"example.org/orderbook/book"
	"example.org/orderbook/engine"
	"example.org/orderbook/price"
)

func newEngine(t testing.TB) *engine.Engine {
	t.Helper()
	e := engine.New()
	if err := e.List("ACME", 100); err != nil {
		t.Fatal(err)
	}
	return e
}

func limit(id, account string, side book.Side, p price.Price, quantity int64) engine.Command {
	return engine.Command{Symbol: "ACME", ID: id, Account: account, Side: side, Price: p, Quantity: quantity}
}

// told returns events as short texts.
func told(events []engine.Event) []string {
	texts := []string{}
	for _, e := range events {
		text := fmt.Sprintf("%d:%s:%d", e.Type, e.ID, e.Quantity)
		if e.Reason != "" {
			text += ":" + e.Reason
		}
		texts = append(texts, text)
	}
	return texts
}

func expect(t *testing.T, got []engine.Event, want ...string) {
	t.Helper()
	texts := told(got)
	if fmt.Sprint(texts) != fmt.Sprint(want) {
		t.Errorf("events are %q, want %q", texts, want)
	}
}

func TestLimitOrders(t *testing.T) {
	e := newEngine(t)
	expect(t, e.Apply(limit("1", "a", book.Buy, 1000, 10)), "0:1:10")
	expect(t, e.Apply(limit("2", "b", book.Sell, 900, 4)), "0:2:4", "2:2:4")
	expect(t, e.Apply(limit("3", "b", book.Sell, 1000, 9)), "0:3:9", "2:3:6")
	if p := e.Position("a", "ACME"); p.Bought != 10 || p.Net() != 10 || p.Trades != 2 {
		t.Errorf("position is %+v", p)
	}
	if e.Open("a") != 0 || e.Open("b") != 3 {
		t.Errorf("open are %d and %d", e.Open("a"), e.Open("b"))
	}
	if last, ok := e.Last("ACME"); !ok || last != 1000 {
		t.Errorf("last is %v, %v", last, ok)
	}
	bids, asks, ok := e.Depth("ACME", 5)
	if !ok || len(bids) != 0 || len(asks) != 1 || asks[0].Quantity != 3 {
		t.Errorf("depth is %v, %v", bids, asks)
	}
}

func TestTimesInForce(t *testing.T) {
	e := newEngine(t)
	e.Apply(limit("1", "a", book.Sell, 1000, 10))
	all := limit("2", "b", book.Buy, 1000, 11)
	all.Time = engine.FillOrKill
	expect(t, e.Apply(all), "0:2:11", "3:2:11:not fillable")
	some := limit("3", "b", book.Buy, 1000, 4)
	some.Time = engine.ImmediateOrCancel
	expect(t, e.Apply(some), "0:3:4", "2:3:4")
	market := limit("4", "b", book.Buy, 0, 9)
	market.Kind = engine.Market
	expect(t, e.Apply(market), "0:4:9", "2:4:6", "3:4:3:unfilled")
}

func TestRejections(t *testing.T) {
	e := newEngine(t)
	e.SetLimit("a", 10)
	expect(t, e.Apply(limit("1", "a", book.Buy, 1000, 11)), "1:1:11:over limit")
	expect(t, e.Apply(limit("1", "a", book.Buy, 1001, 5)), "1:1:5:bad price")
	expect(t, e.Apply(limit("1", "a", book.Buy, 1000, 0)), "1:1:0:bad quantity")
	expect(t, e.Apply(limit("1", "a", book.Buy, 1000, 8)), "0:1:8")
	expect(t, e.Apply(limit("1", "a", book.Buy, 1000, 1)), "1:1:1:duplicate id")
	expect(t, e.Apply(limit("2", "a", book.Buy, 1000, 3)), "1:2:3:over limit")
	other := limit("3", "a", book.Buy, 1000, 1)
	other.Symbol = "NONE"
	expect(t, e.Apply(other), "1:3:1:unknown symbol")
	if err := e.List("ACME", 1); !errors.Is(err, engine.ErrListed) {
		t.Errorf("listing twice: %v", err)
	}
	if err := e.List("B", 0); !errors.Is(err, price.ErrTick) {
		t.Errorf("listing without tick: %v", err)
	}
}

func TestStopsFollowEachOther(t *testing.T) {
	e := newEngine(t)
	e.Apply(limit("a1", "a", book.Sell, 1000, 5))
	e.Apply(limit("a2", "a", book.Sell, 1100, 5))
	e.Apply(limit("a3", "a", book.Sell, 1200, 5))
	stop := engine.Command{Symbol: "ACME", ID: "s1", Account: "b", Kind: engine.Stop, Trigger: 1100, Quantity: 6}
	expect(t, e.Apply(stop), "0:s1:6")
	stop.ID, stop.Trigger, stop.Quantity = "s2", 1000, 5
	expect(t, e.Apply(stop), "0:s2:5")
	got := e.Apply(limit("b", "b", book.Buy, 1000, 5))
	expect(t, got, "0:b:5", "2:b:5", "5:s2:5", "2:s2:5", "5:s1:6", "2:s1:5", "3:s1:1:unfilled")
	for i := 1; i < len(got); i++ {
		if got[i].Seq != got[i-1].Seq+1 {
			t.Errorf("events %d and %d follow each other", got[i-1].Seq, got[i].Seq)
		}
	}
}

func TestCancelAndReplace(t *testing.T) {
	e := newEngine(t)
	e.Apply(limit("1", "a", book.Buy, 1000, 10))
	e.Apply(limit("2", "b", book.Buy, 1000, 10))
	expect(t, e.Apply(engine.Command{Op: engine.OpReplace, Symbol: "ACME", ID: "1", Price: 1000, Quantity: 4}), "4:1:4")
	expect(t, e.Apply(limit("3", "c", book.Sell, 1000, 4)), "0:3:4", "2:3:4")
	expect(t, e.Apply(engine.Command{Op: engine.OpCancel, Symbol: "ACME", ID: "1"}), "1:1:0:not found")
	expect(t, e.Apply(engine.Command{Op: engine.OpCancel, Symbol: "ACME", ID: "2"}), "3:2:10:on request")
	if e.Open("a")+e.Open("b") != 0 {
		t.Error("something is open")
	}
}

func BenchmarkFlow(b *testing.B) {
	for _, accounts := range []int{2, 50} {
		b.Run(fmt.Sprintf("%d-accounts", accounts), func(b *testing.B) {
			e := newEngine(b)
			for i := 0; i < accounts; i++ {
				e.SetLimit(fmt.Sprint("a", i), 1<<40)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				id := fmt.Sprint(i)
				account := fmt.Sprint("a", i*7%accounts)
				side := book.Side(i % 2)
				p := price.Price(100000 + 100*(i*13%60-30))
				e.Apply(limit(id, account, side, p, int64(1+i%9)))
				if i > 100 && i%3 == 0 {
					e.Apply(engine.Command{Op: engine.OpCancel, Symbol: "ACME", ID: fmt.Sprint(i - 90)})
				}
			}
		})
	}
}
