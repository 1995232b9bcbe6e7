// Why it is fast: the free columns of a row are the bits of one number. Three others, which are shifted from
// row to row, hold the columns and diagonals that queens attack. The last row is not searched: its free
// columns are counted. How often each cell is used is not counted way by way: the search returns how many
// ways go on from a queen, and that number is added once.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	maxBoards  = 1000000
	maxRows    = 12
	maxColumns = 30
)

type board struct {
	rows    int
	allowed [maxRows]uint32
	sums    [maxRows]int64
}

// The number of ways for this row and the following ones, if these columns and diagonals are attacked.
func (b *board) place(row int, straight, left, right uint32) int64 {
	free := b.allowed[row] &^ (straight | left | right)
	sum := int64(0)
	if row == b.rows-1 {
		ways := int64(bits.OnesCount32(free))
		for ; free != 0; free &= free - 1 {
			sum += int64(bits.TrailingZeros32(free))
		}
		b.sums[row] += sum
		return ways
	}
	ways := int64(0)
	for ; free != 0; free &= free - 1 {
		queen := free & -free
		here := b.place(row+1, straight|queen, (left|queen)<<1, (right|queen)>>1)
		sum += here * int64(bits.TrailingZeros32(queen))
		ways += here
	}
	b.sums[row] += sum
	return ways
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var header struct{ Boards, Rows, Columns int32 }
	if binary.Read(in, binary.LittleEndian, &header) != nil {
		os.Exit(1)
	}
	if header.Boards < 0 || header.Boards > maxBoards || header.Rows < 1 || header.Rows > maxRows {
		os.Exit(1)
	}
	if header.Columns < 1 || header.Columns > maxColumns {
		os.Exit(1)
	}
	rows, columns := int(header.Rows), int(header.Columns)
	cells := make([]byte, rows*columns)
	var output []byte
	for range header.Boards {
		if _, err := io.ReadFull(in, cells); err != nil {
			os.Exit(1)
		}
		b := &board{rows: rows}
		for i, blocked := range cells {
			if blocked == 0 {
				b.allowed[i/columns] |= 1 << (i % columns)
			}
		}
		output = binary.LittleEndian.AppendUint64(output, uint64(b.place(0, 0, 0, 0)))
		for _, sum := range b.sums[:rows] {
			output = binary.LittleEndian.AppendUint64(output, uint64(sum))
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
