// Lines are read, cut and parsed by the library; stations are in a map.
package main

import (
	"bufio"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

type station struct {
	sum, count, least, most int // in tenths
}

var stations = map[string]*station{}

func record(line string) {
	name, value, found := strings.Cut(line, ";")
	degrees, err := strconv.ParseFloat(value, 64)
	if !found || err != nil {
		os.Exit(1)
	}
	tenths := int(math.Round(degrees * 10))
	each := stations[name]
	if each == nil {
		each = &station{least: math.MaxInt, most: math.MinInt}
		stations[name] = each
	}
	each.sum += tenths
	each.count++
	each.least = min(each.least, tenths)
	each.most = max(each.most, tenths)
}

func text(tenths int) string {
	if tenths < 0 {
		return "-" + text(-tenths)
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

func (s *station) mean() int {
	dividend, divisor := 2*s.sum+s.count, 2*s.count
	if dividend%divisor < 0 {
		return dividend/divisor - 1
	}
	return dividend / divisor
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		record(lines.Text())
	}
	output := bufio.NewWriter(os.Stdout)
	for _, name := range slices.Sorted(maps.Keys(stations)) {
		each := stations[name]
		fmt.Fprintf(output, "%s=%s/%s/%s\n", name, text(each.least), text(each.mean()), text(each.most))
	}
	if lines.Err() != nil || output.Flush() != nil {
		os.Exit(1)
	}
}
