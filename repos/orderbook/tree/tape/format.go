package tape

import (
	"fmt"
	"strings"
)

// String returns the bar as "start open high low close vwap volume trades".
func (b Bar) String() string {
	return strings.Join([]string{
		fmt.Sprint(b.Start), b.Open.String(), b.High.String(), b.Low.String(), b.Close.String(),
		b.VWAP.String(), fmt.Sprint(b.Volume), fmt.Sprint(b.Trades),
	}, " ")
}

// String returns the bucket as "price volume trades".
func (b Bucket) String() string {
	return fmt.Sprintf("%s %d %d", b.Price, b.Volume, b.Trades)
}

// String returns the window as "low median high volume".
func (w Window) String() string {
	return fmt.Sprintf("%s %s %s %d", w.Low, w.Median, w.High, w.Volume)
}
