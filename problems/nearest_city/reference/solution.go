// The nearest city of each place: the haversine formula for every pair.
package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
)

const maxCount = 100_000

type place struct{ Latitude, Longitude float64 } // in degrees

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func radians(degrees float64) float64 {
	return degrees * math.Pi / 180
}

func angle(a, b place) float64 {
	north := math.Sin(radians(b.Latitude-a.Latitude) / 2)
	east := math.Sin(radians(b.Longitude-a.Longitude) / 2)
	across := math.Cos(radians(a.Latitude)) * math.Cos(radians(b.Latitude))
	haversine := north*north + across*east*east
	return 2 * math.Asin(min(1, math.Sqrt(haversine)))
}

func nearest(to place, cities []place) int32 {
	best := 0
	least := angle(to, cities[0])
	for i := 1; i < len(cities); i++ {
		if now := angle(to, cities[i]); now < least {
			least = now
			best = i
		}
	}
	return int32(best)
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ Cities, Places int32 }
	readExactly(in, &header)
	if header.Cities < 1 || header.Cities > maxCount || header.Places < 0 || header.Places > maxCount {
		os.Exit(1)
	}
	cities, places := make([]place, header.Cities), make([]place, header.Places)
	readExactly(in, cities)
	readExactly(in, places)
	answers := make([]int32, len(places))
	for i, each := range places {
		answers[i] = nearest(each, cities)
	}
	if binary.Write(out, binary.LittleEndian, answers) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
