// Why it is fast: a word is a number of five bits a letter, so that the words with a prefix are a range of
// numbers. They are sorted by digits of 12 bits, no deeper than the longest prefix needs. A table gives the
// place of each beginning of three letters; a longer prefix is searched for within its entry.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	longest     = 12
	letterBits  = 5
	keyBits     = longest * letterBits
	topLetters  = 3
	topShift    = keyBits - topLetters*letterBits
	topEntries  = 1 << (topLetters * letterBits)
	digitBits   = 12
	digits      = 1 << digitBits
	maxWords    = 300_000
	maxPrefixes = 1_000_000
)

var (
	input []byte
	top   [topEntries + 1]int32 // where words begin that are not less than three letters
)

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt(least, most int) int {
	value := int(int32(binary.LittleEndian.Uint32(take(4))))
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

// A text as a number, with zeros behind it, and its length.
func takeKey() (uint64, int) {
	length := int(take(1)[0])
	if length < 1 || length > longest {
		os.Exit(1)
	}
	key := uint64(0)
	for _, letter := range take(length) {
		key = key<<letterBits | uint64(letter&31)
	}
	return key << uint(keyBits-letterBits*length), length
}

// The numbers sorted by their bits from low on.
func sorted(keys []uint64, low int) []uint64 {
	other := make([]uint64, len(keys))
	for shift := uint(low); shift < keyBits; shift += digitBits {
		var starts [digits]uint32
		for _, key := range keys {
			starts[key>>shift%digits]++
		}
		total := uint32(0)
		for digit, count := range starts {
			starts[digit] = total
			total += count
		}
		for _, key := range keys {
			start := &starts[key>>shift%digits]
			other[*start] = key
			*start++
		}
		keys, other = other, keys
	}
	return keys
}

func fillTop(keys []uint64) {
	at := 0
	for letters := range top {
		for at < len(keys) && keys[at]>>topShift < uint64(letters) {
			at++
		}
		top[letters] = int32(at)
	}
}

// The first place whose number is not less.
func search(keys []uint64, key uint64) int {
	from, to := 0, len(keys)
	for from < to {
		middle := int(uint(from+to) / 2)
		if keys[middle] < key {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

func count(keys []uint64, prefix uint64, length int) int {
	end := prefix + 1<<uint(keyBits-letterBits*length)
	first := prefix >> topShift
	if length <= topLetters {
		return int(top[end>>topShift] - top[first])
	}
	alike := keys[top[first]:top[first+1]]
	alike = alike[search(alike, prefix):]
	return search(alike, end)
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	keys := make([]uint64, takeInt(0, maxWords))
	for i := range keys {
		keys[i], _ = takeKey()
	}
	prefixes := make([]uint64, takeInt(0, maxPrefixes))
	lengths := make([]int, len(prefixes))
	most := 1
	for i := range prefixes {
		prefixes[i], lengths[i] = takeKey()
		most = max(most, lengths[i])
	}
	keys = sorted(keys, keyBits-letterBits*most)
	fillTop(keys)
	output := make([]byte, 0, 4*len(prefixes))
	for i, prefix := range prefixes {
		output = binary.LittleEndian.AppendUint32(output, uint32(count(keys, prefix, lengths[i])))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
