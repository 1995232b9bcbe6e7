// Why it is fast: there is a set of bits for each list. A query with a short list looks its numbers up in the
// sets of the others; any other query takes the words of all its sets together. Nothing is sorted, merged or
// copied.
package main

import (
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	mostLists   = 10_000
	mostNumbers = 1_000_000
	mostQueries = 1_000_000
	worth       = 2 // numbers that take as long to look up as a word to be taken together with others
	firstBuffer = 2 << 20
)

type list struct {
	numbers []byte // as they were read
	words   []uint64
}

var input []byte

func readAll() []byte {
	data, size := make([]byte, firstBuffer), 0
	for {
		got, err := os.Stdin.Read(data[size:])
		size += got
		if err == io.EOF {
			return data[:size]
		}
		if err != nil {
			os.Exit(1)
		}
		if size == len(data) {
			data = append(data, make([]byte, len(data))...)
		}
	}
}

func takeInt(least, most int) int {
	if len(input) < 4 {
		os.Exit(1)
	}
	value := int(int32(binary.LittleEndian.Uint32(input)))
	input = input[4:]
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func takeList(u int) *list {
	length := takeInt(0, u)
	if len(input) < 4*length {
		os.Exit(1)
	}
	taken := &list{input[:4*length], make([]uint64, u/64+1)}
	input = input[4*length:]
	for rest := taken.numbers; len(rest) >= 4; rest = rest[4:] {
		number := binary.LittleEndian.Uint32(rest)
		taken.words[number/64] |= 1 << (number % 64)
	}
	return taken
}

// If a query has fewer than four lists, one of them is repeated.
func answer(a, b, c, d *list) (count, sum uint32) {
	shortest := a
	for _, each := range []*list{b, c, d} {
		if len(each.numbers) < len(shortest.numbers) {
			shortest = each
		}
	}
	size := len(a.words)
	one, two, three, four := a.words, b.words[:size], c.words[:size], d.words[:size]
	if len(shortest.numbers)/4 < worth*size {
		for rest := shortest.numbers; len(rest) >= 4; rest = rest[4:] {
			number := binary.LittleEndian.Uint32(rest)
			word := number / 64
			there := uint32((one[word]&two[word]&three[word]&four[word])>>(number%64)) & 1
			count += there
			sum += number & -there
		}
		return count, sum
	}
	for i := range one {
		common := one[i] & two[i] & three[i] & four[i]
		count += uint32(bits.OnesCount64(common))
		for ; common != 0; common &= common - 1 {
			sum += uint32(64*i + bits.TrailingZeros64(common))
		}
	}
	return count, sum
}

func main() {
	input = readAll()
	listCount, u := takeInt(1, mostLists), takeInt(1, mostNumbers)
	lists := make([]*list, listCount)
	for i := range lists {
		lists[i] = takeList(u)
	}
	q := takeInt(0, mostQueries)
	output := make([]byte, 0, 8*q)
	for ; q > 0; q-- {
		var named [4]*list
		count := takeInt(2, 4)
		for i := range named {
			if i < count {
				named[i] = lists[takeInt(0, listCount-1)]
			} else {
				named[i] = named[0]
			}
		}
		found, sum := answer(named[0], named[1], named[2], named[3])
		output = binary.LittleEndian.AppendUint32(output, found)
		output = binary.LittleEndian.AppendUint32(output, sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
