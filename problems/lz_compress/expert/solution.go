// Why it is fast: places that begin with the same three bytes are chained from the nearest to the farthest,
// so that only they are tried; a candidate is compared only if it also has the byte that would make the best
// match longer, and then eight bytes at a time.
package main

import (
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	maxN     = 1_000_000
	window   = 4096
	least    = 3
	most     = 255
	hashBits = 14
	spare    = 8 // bytes behind the text
)

// Places, counted from 1; 0 ends a chain. That of a place is overwritten when it has left the window.
var (
	nearest [1 << hashBits]uint32
	before  [window]uint32
)

func hash(text []byte, place int) uint32 {
	return binary.LittleEndian.Uint32(text[place:]) << 8 * 2654435761 >> (32 - hashBits)
}

func commonLength(text []byte, a, b, limit int) int {
	for length := 0; length < limit; length += 8 {
		different := binary.LittleEndian.Uint64(text[a+length:]) ^ binary.LittleEndian.Uint64(text[b+length:])
		if different != 0 {
			return min(limit, length+bits.TrailingZeros64(different)/8)
		}
	}
	return limit
}

// Length and distance; the length is less than `least` if there is no such match.
func longestMatch(text []byte, place int) (best, distance int) {
	limit := min(most, len(text)-spare-place)
	if limit < least {
		return 0, 0
	}
	best = least - 1
	for other := int(nearest[hash(text, place)]); other > max(0, place-window); {
		there := other - 1
		if text[there+best] == text[place+best] {
			if length := commonLength(text, there, place, limit); length > best {
				best, distance = length, place-there
				if best == limit {
					break
				}
			}
		}
		other = int(before[there%window])
	}
	return best, distance
}

func enter(text []byte, place int) {
	chain := &nearest[hash(text, place)]
	before[place%window] = *chain
	*chain = uint32(place) + 1
}

func main() {
	var header [4]byte
	if _, err := io.ReadFull(os.Stdin, header[:]); err != nil {
		os.Exit(1)
	}
	n := int(int32(binary.LittleEndian.Uint32(header[:])))
	if n < 0 || n > maxN {
		os.Exit(1)
	}
	text, tokens := make([]byte, n+spare), make([]byte, 0, 2*n)
	if _, err := io.ReadFull(os.Stdin, text[:n]); err != nil {
		os.Exit(1)
	}
	for place := 0; place < n; {
		length, distance := longestMatch(text, place)
		if length >= least {
			tokens = append(tokens, 1, byte(distance), byte(distance>>8), byte(length))
		} else {
			tokens = append(tokens, 0, text[place])
			length = 1
		}
		for ; length > 0; length-- {
			enter(text, place)
			place++
		}
	}
	if _, err := os.Stdout.Write(tokens); err != nil {
		os.Exit(1)
	}
}
