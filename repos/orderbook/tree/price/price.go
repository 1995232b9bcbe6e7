// Package price holds prices as whole numbers of ten-thousandths.
package price

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Price is a price in ten-thousandths of the currency.
type Price int64

const (
	// Scale is the number of units in 1.00.
	Scale = 10000
	// Max is the largest magnitude of a price.
	Max Price = 99_999_999_999

	decimals    = 4
	minDecimals = 2
)

var (
	// ErrSyntax says that a text is no price.
	ErrSyntax = errors.New("want up to 7 digits, and up to 4 decimals")
	// ErrTick says that a tick is not positive.
	ErrTick = errors.New("a tick must be positive")
)

var syntax = regexp.MustCompile(`^-?[0-9]{1,7}(\.[0-9]{1,4})?$`)

// Parse reads a price such as "12", "12.5" or "-0.0001": an optional sign, one to seven digits, and
// optionally a point with one to four decimals.
func Parse(s string) (Price, error) {
	if !syntax.MatchString(s) {
		return 0, fmt.Errorf("price %q: %w", s, ErrSyntax)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, fmt.Errorf("price %q: %w", s, err)
	}
	return Price(math.Round(f * Scale)), nil
}

// MustParse is like Parse, and panics if the text is no price.
func MustParse(s string) Price {
	p, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return p
}

// Float returns the price as a floating-point number.
func (p Price) Float() float64 { return float64(p) / Scale }

// String returns the price with two to four decimals, as few as are exact: "12.50", "0.125". It is defined
// for prices up to Max in magnitude.
func (p Price) String() string {
	s := fmt.Sprintf("%.*f", decimals, p.Float())
	shortest := len(s) - decimals + minDecimals
	for len(s) > shortest && strings.HasSuffix(s, "0") {
		s = strings.TrimSuffix(s, "0")
	}
	return s
}

// Append appends the text of the price to dst and returns the extended slice.
func (p Price) Append(dst []byte) []byte {
	return append(dst, p.String()...)
}

// OnTick tells whether the price is a multiple of the tick.
func (p Price) OnTick(tick Price) bool {
	return tick > 0 && math.Mod(float64(p), float64(tick)) == 0
}

// Down returns the largest multiple of the tick that is not above the price.
func (p Price) Down(tick Price) (Price, error) {
	if tick <= 0 {
		return 0, ErrTick
	}
	return Price(math.Floor(float64(p)/float64(tick))) * tick, nil
}

// Up returns the smallest multiple of the tick that is not below the price.
func (p Price) Up(tick Price) (Price, error) {
	if tick <= 0 {
		return 0, ErrTick
	}
	return Price(math.Ceil(float64(p)/float64(tick))) * tick, nil
}

// Mid returns the price half way between two, rounded down to a unit.
func Mid(a, b Price) Price {
	return Price(math.Floor((float64(a) + float64(b)) / 2))
}
