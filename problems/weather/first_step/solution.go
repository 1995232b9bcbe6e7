// Lines are cut by the library where they were read, and temperatures parsed by hand; only a new name is
// copied into the map.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
)

type station struct {
	sum, count, least, most int // in tenths
}

var stations = map[string]*station{}

func tenthsOf(value []byte) int {
	tenths, sign := 0, 1
	for _, character := range value {
		if character == '-' {
			sign = -1
		} else if character != '.' {
			tenths = tenths*10 + int(character-'0')
		}
	}
	return sign * tenths
}

func record(line []byte) {
	name, value, found := bytes.Cut(line, []byte{';'})
	if !found {
		os.Exit(1)
	}
	tenths := tenthsOf(value)
	each := stations[string(name)]
	if each == nil {
		each = &station{least: math.MaxInt, most: math.MinInt}
		stations[string(name)] = each
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
		record(lines.Bytes())
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
