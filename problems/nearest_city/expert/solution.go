// Why it is fast: of two cities, the nearer one has the larger scalar product with the place, as unit
// vectors. So sines and cosines are needed once for each city and place, and a pair costs three
// multiplications.
package main

import (
	"encoding/binary"
	"io"
	"math"
	"os"
)

const maxCount = 100_000

type direction struct{ x, y, z float64 }

func readExactly(bytes []byte) {
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
}

func radiansAt(bytes []byte) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(bytes)) * math.Pi / 180
}

func directionAt(place []byte) direction {
	up, across := math.Sincos(radiansAt(place))
	east, north := math.Sincos(radiansAt(place[8:]))
	return direction{across * north, across * east, up}
}

func nearest(to direction, cities []direction) int {
	best, most := 0, -2.0
	for i := range cities {
		city := &cities[i]
		if product := city.x*to.x + city.y*to.y + city.z*to.z; product > most {
			best, most = i, product
		}
	}
	return best
}

func main() {
	var header [8]byte
	readExactly(header[:])
	count := int32(binary.LittleEndian.Uint32(header[:]))
	asked := int32(binary.LittleEndian.Uint32(header[4:]))
	if count < 1 || count > maxCount || asked < 0 || asked > maxCount {
		os.Exit(1)
	}
	input := make([]byte, 16*(int(count)+int(asked)))
	readExactly(input)
	cities := make([]direction, count)
	for i := range cities {
		cities[i] = directionAt(input[16*i:])
	}
	places := input[16*len(cities):]
	output := make([]byte, 0, 4*asked)
	for i := range int(asked) {
		best := nearest(directionAt(places[16*i:]), cities)
		output = binary.LittleEndian.AppendUint32(output, uint32(best))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
