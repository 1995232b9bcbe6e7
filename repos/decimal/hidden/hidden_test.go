package decimal_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
)

// coefficients lie about the bounds of 64 and 128 bits, of powers of ten, and at
// halves.
var coefficients = func() []*big.Int {
	var all []*big.Int
	add := func(z *big.Int) {
		for _, d := range []int64{-1, 0, 1} {
			x := new(big.Int).Add(z, big.NewInt(d))
			all = append(all, x, new(big.Int).Neg(x))
		}
	}
	for _, v := range []int64{0, 5, 15, 25, 250, 4999, 12345, 50000, 99995, 123456789} {
		add(big.NewInt(v))
	}
	for _, bits := range []uint{31, 32, 62, 63, 64, 65, 127, 128} {
		add(new(big.Int).Lsh(big.NewInt(1), bits))
	}
	for _, digits := range []int64{9, 17, 18, 19, 20, 38} {
		add(new(big.Int).Exp(big.NewInt(10), big.NewInt(digits), nil))
		add(new(big.Int).Mul(big.NewInt(5), new(big.Int).Exp(big.NewInt(10), big.NewInt(digits-1), nil)))
	}
	return all
}()

func some(random *rand.Rand) decimal.Decimal {
	exps := []int32{0, 0, -1, -2, -3, -8, -17, -18, -19, -20, -30, 1, 2, 17, 18, 19, 20, 30}
	return decimal.NewFromBigInt(coefficients[random.Intn(len(coefficients))], exps[random.Intn(len(exps))])
}

func power(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

// rounded returns x rounded to places, as a multiple of 10^-places.
func rounded(x *big.Rat, places int64, bank bool) *big.Int {
	y := new(big.Rat).Set(x)
	if places >= 0 {
		y.Mul(y, new(big.Rat).SetInt(power(places)))
	} else {
		y.Quo(y, new(big.Rat).SetInt(power(-places)))
	}
	quotient, rest := new(big.Int).QuoRem(new(big.Int).Abs(y.Num()), y.Denom(), new(big.Int))
	switch c := rest.Lsh(rest, 1).Cmp(y.Denom()); {
	case c > 0, c == 0 && (!bank || quotient.Bit(0) == 1):
		quotient.Add(quotient, big.NewInt(1))
	}
	if y.Sign() < 0 {
		quotient.Neg(quotient)
	}
	return quotient
}

func check(t *testing.T, what string, got decimal.Decimal, coefficient *big.Int, exp int32) {
	t.Helper()
	if got.Coefficient().Cmp(coefficient) != 0 || got.Exponent() != exp {
		t.Fatalf("%s: got %v * 10^%d, want %v * 10^%d", what, got.Coefficient(), got.Exponent(), coefficient, exp)
	}
}

func TestHiddenArithmetic(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for round := 0; round < 20000; round++ {
		a, b := some(random), some(random)
		what := fmt.Sprintf("%v*10^%d and %v*10^%d", a.Coefficient(), a.Exponent(), b.Coefficient(), b.Exponent())
		exp := a.Exponent()
		if b.Exponent() < exp {
			exp = b.Exponent()
		}
		x := new(big.Int).Mul(a.Coefficient(), power(int64(a.Exponent()-exp)))
		y := new(big.Int).Mul(b.Coefficient(), power(int64(b.Exponent()-exp)))
		check(t, what+" add", a.Add(b), new(big.Int).Add(x, y), exp)
		check(t, what+" sub", a.Sub(b), new(big.Int).Sub(x, y), exp)
		check(t, what+" mul", a.Mul(b), new(big.Int).Mul(a.Coefficient(), b.Coefficient()), a.Exponent()+b.Exponent())
		if got := a.Cmp(b); got != x.Cmp(y) {
			t.Fatalf("%s: compared %d", what, got)
		}
		if whole := a.Rat(); a.IntPart() != new(big.Int).Quo(whole.Num(), whole.Denom()).Int64() {
			t.Fatalf("%s: whole part %d", what, a.IntPart())
		}
	}
}

func TestHiddenRounding(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for round := 0; round < 20000; round++ {
		a, places := some(random), int32(random.Intn(61)-30)
		what := fmt.Sprintf("%v*10^%d to %d places", a.Coefficient(), a.Exponent(), places)
		check(t, what, a.Round(places), rounded(a.Rat(), int64(places), false), -places)
		check(t, what+", bank", a.RoundBank(places), rounded(a.Rat(), int64(places), true), -places)
		if places >= 0 {
			whole := a.Truncate(places)
			if a.Exponent() < -places {
				unit := power(int64(-places - a.Exponent()))
				check(t, what+", truncated", whole, new(big.Int).Quo(a.Coefficient(), unit), -places)
			} else {
				check(t, what+", truncated", whole, a.Coefficient(), a.Exponent())
			}
		}
		if a.Exponent() < 0 {
			x := a.Rat()
			floor := new(big.Int).Div(x.Num(), x.Denom())
			check(t, what+", floor", a.Floor(), floor, 0)
			if !x.IsInt() {
				floor.Add(floor, big.NewInt(1))
			}
			check(t, what+", ceiling", a.Ceil(), floor, 0)
		}
	}
}

func TestHiddenDivision(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for round := 0; round < 20000; round++ {
		a, b, places := some(random), some(random), int32(random.Intn(41)-10)
		if b.Sign() == 0 {
			continue
		}
		what := fmt.Sprintf("%v*10^%d by %v*10^%d to %d places", a.Coefficient(), a.Exponent(), b.Coefficient(), b.Exponent(), places)
		exact := new(big.Rat).Quo(a.Rat(), b.Rat())
		check(t, what, a.DivRound(b, places), rounded(exact, int64(places), false), -places)
		quotient, rest := a.QuoRem(b, places)
		if !quotient.Mul(b).Add(rest).Equal(a) || rest.Sign()*a.Sign() < 0 || quotient.Exponent() != -places {
			t.Fatalf("%s: quotient %v, rest %v", what, quotient, rest)
		}
		exp := a.Exponent()
		if a.Exponent()-b.Exponent()+places >= 0 {
			exp = b.Exponent() - places
		}
		if rest.Exponent() != exp {
			t.Fatalf("%s: the rest has the exponent %d, want %d", what, rest.Exponent(), exp)
		}
	}
}

func TestHiddenQuotientsAboutTheBoundOf64Bits(t *testing.T) {
	for b := int64(1); b < 3000; b++ {
		// The nearest multiple of ten below b times 2^64.
		product := new(big.Int).Lsh(big.NewInt(b), 64)
		a := new(big.Int).Quo(product, big.NewInt(10))
		x, y := decimal.NewFromBigInt(a, 0), decimal.NewFromBigInt(big.NewInt(b), 0)
		want := rounded(new(big.Rat).Quo(x.Rat(), y.Rat()), 1, false)
		check(t, fmt.Sprint(a, "/", b), x.DivRound(y, 1), want, -1)
	}
}

func TestHiddenTexts(t *testing.T) {
	random := rand.New(rand.NewSource(4))
	for round := 0; round < 20000; round++ {
		a := some(random)
		want := a.Coefficient().String()
		minus := strings.HasPrefix(want, "-")
		want = strings.TrimPrefix(want, "-")
		if exp := int(a.Exponent()); exp >= 0 {
			if want != "0" {
				want += strings.Repeat("0", exp)
			}
		} else {
			if len(want) <= -exp {
				want = strings.Repeat("0", 1-exp-len(want)) + want
			}
			want = want[:len(want)+exp] + "." + want[len(want)+exp:]
			want = strings.TrimSuffix(strings.TrimRight(want, "0"), ".")
		}
		if minus {
			want = "-" + want
		}
		if got := a.String(); got != want {
			t.Fatalf("%v * 10^%d: got %s, want %s", a.Coefficient(), a.Exponent(), got, want)
		}
		if text, err := json.Marshal(a); err != nil || string(text) != `"`+want+`"` {
			t.Fatalf("JSON is %s", text)
		}
		b, err := decimal.NewFromString(want)
		if err != nil || !b.Equal(a) {
			t.Fatalf("%s was read as %v, %v", want, b, err)
		}
	}
}

func TestHiddenParsing(t *testing.T) {
	for text, want := range map[string]struct {
		coefficient string
		exp         int32
	}{
		"0":                      {"0", 0},
		"-0":                     {"0", 0},
		"-0.00":                  {"0", -2},
		"5.":                     {"5", 0},
		"-.50":                   {"-50", -2},
		"+1.5":                   {"15", -1},
		"000123":                 {"123", 0},
		".-5":                    {"-5", -2},
		"999999999999999999":     {"999999999999999999", 0},
		"9223372036854775807":    {"9223372036854775807", 0},
		"-9223372036854775808":   {"-9223372036854775808", 0},
		"18446744073709551616.0": {"184467440737095516160", -1},
		"0.0000000000000000000":  {"0", -19},
		"1.5e3":                  {"15", 2},
		"1E-2":                   {"1", -2},
	} {
		got, err := decimal.NewFromString(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		coefficient, _ := new(big.Int).SetString(want.coefficient, 10)
		check(t, text, got, coefficient, want.exp)
	}
	for text, want := range map[string]string{
		"":             "can't convert  to decimal",
		".":            "can't convert . to decimal",
		"-":            "can't convert - to decimal",
		"1.2.3":        "can't convert 1.2.3 to decimal: too many .s",
		"1_0":          "can't convert 1_0 to decimal",
		"12a":          "can't convert 12a to decimal",
		"1e":           "can't convert 1e to decimal: exponent is not numeric",
		"1e9999999999": "can't convert 1e9999999999 to decimal: fractional part too long",
	} {
		if _, err := decimal.NewFromString(text); err == nil || err.Error() != want {
			t.Errorf("%q: got error %v, want %s", text, err, want)
		}
	}
}

func TestHiddenExtremeExponents(t *testing.T) {
	tiny := decimal.New(1, math.MinInt32)
	if tiny.Cmp(tiny) != 0 || tiny.Exponent() != math.MinInt32 || tiny.Neg().Sign() != -1 {
		t.Error("a tiny number computes wrongly")
	}
	defer func() {
		if recover() == nil {
			t.Error("an exponent overflows without a panic")
		}
	}()
	tiny.Mul(tiny)
}

func TestHiddenDivisionByZeroPanics(t *testing.T) {
	for _, zero := range []decimal.Decimal{{}, decimal.New(0, 5), decimal.New(0, -5)} {
		func() {
			defer func() {
				if got := recover(); got != "decimal division by 0" {
					t.Errorf("recovered %v", got)
				}
			}()
			decimal.New(5, 0).Div(zero)
		}()
	}
}

func TestHiddenZeroValue(t *testing.T) {
	var zero decimal.Decimal
	one := decimal.New(1, 0)
	if zero.String() != "0" || !zero.Add(one).Equal(one) || !one.Sub(zero).Equal(one) || zero.Mul(one).Sign() != 0 || zero.Cmp(one) != -1 || zero.Round(2).String() != "0" || zero.StringFixed(2) != "0.00" || zero.IntPart() != 0 || zero.Div(one).Sign() != 0 {
		t.Error("the zero value is not 0 everywhere")
	}
}

func TestHiddenDecimalsAreImmutable(t *testing.T) {
	random := rand.New(rand.NewSource(5))
	for round := 0; round < 2000; round++ {
		a, b := some(random), some(random)
		before := fmt.Sprint(a.Coefficient(), a.Exponent(), b.Coefficient(), b.Exponent())
		results := []decimal.Decimal{a.Add(b), a.Sub(b), a.Mul(b), a.Round(2), a.RoundBank(1), a.Truncate(1), a.Floor(), a.Ceil(), a.Abs(), a.Neg(), a.Shift(3)}
		if b.Sign() != 0 {
			quotient, rest := a.QuoRem(b, 5)
			results = append(results, quotient, rest, a.DivRound(b, 3))
		}
		for _, result := range results {
			result.Coefficient().Add(result.Coefficient(), big.NewInt(77))
			result.Add(b).Round(1).Mul(a)
		}
		if after := fmt.Sprint(a.Coefficient(), a.Exponent(), b.Coefficient(), b.Exponent()); after != before {
			t.Fatalf("%s became %s", before, after)
		}
	}
	z := big.NewInt(42)
	d := decimal.NewFromBigInt(z, 0)
	z.SetInt64(7)
	if d.String() != "42" {
		t.Error("a decimal keeps the caller's integer")
	}
}

func TestHiddenConcurrentUse(t *testing.T) {
	a, b := decimal.RequireFromString("12345.678"), decimal.RequireFromString("1e40")
	results := make([]string, 8)
	var wait sync.WaitGroup
	for i := range results {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			for j := int32(0); j < 100; j++ {
				results[i] += a.Shift(-j).Add(b).Div(a).Round(j).String()
			}
		}(i)
	}
	wait.Wait()
	for _, result := range results {
		if result != results[0] {
			t.Fatal("goroutines got different results")
		}
	}
}
