// Counts the ways to put a queen into each row of a board: tries every column of a row, and keeps the
// attacked columns and diagonals as the bits of three numbers.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxBoards  = 1000000
	maxRows    = 12
	maxColumns = 30
)

type board struct {
	rows, columns int
	blocked       []uint32 // a bit for each column
	queens        []int    // the column of each row's queen
	ways          int64
	sums          []int64
}

// Puts queens into this row and the following ones.
func (b *board) place(row int, straight, left, right uint32) {
	if row == b.rows {
		b.ways++
		for r, queen := range b.queens {
			b.sums[r] += int64(queen)
		}
		return
	}
	taken := b.blocked[row] | straight | left | right
	for column := range b.columns {
		queen := uint32(1) << column
		if taken&queen == 0 {
			b.queens[row] = column
			b.place(row+1, straight|queen, (left|queen)<<1, (right|queen)>>1)
		}
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
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
	for range header.Boards {
		b := &board{rows: rows, columns: columns, queens: make([]int, rows), sums: make([]int64, rows)}
		for range rows {
			cells := make([]byte, columns)
			if _, err := io.ReadFull(in, cells); err != nil {
				os.Exit(1)
			}
			blocked := uint32(0)
			for column, cell := range cells {
				blocked |= uint32(cell) << column
			}
			b.blocked = append(b.blocked, blocked)
		}
		b.place(0, 0, 0, 0)
		if binary.Write(out, binary.LittleEndian, append([]int64{b.ways}, b.sums...)) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
