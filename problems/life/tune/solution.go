// Game of life with everything a knob: how a cell is stored, how cells across the border are found, how neighbours
// are counted, what is decided by the count, and in which order. Adders take all cells of a word at once.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const ( // CELL
	aWord = iota
	aBit
)

const ( // BORDER
	divided = iota
	compared
	listed
	repeated
)

const ( // COUNTED
	oneByOne = iota
	untilFour
	added
	pattern
	sliding
	adders
)

const ( // RULE
	branches = iota
	table
	arithmetic
)

const ( // LINES, READ, WRITTEN
	cells = iota
	rows
	columns
)

const ( // NEXT
	copied = iota
	swapped
)

const (
	stored         = ${CELL}
	border         = ${BORDER}
	counted        = ${COUNTED}
	rule           = ${RULE}
	lines          = ${LINES}
	nextGrid       = ${NEXT}
	read           = ${READ}
	written        = ${WRITTEN}
	wordBits       = ${WORD_BITS}
	rowAligned     = ${ROW_ALIGNED} / (wordBits / 8) // words
	cellsAWord     = 1 + stored*(wordBits-1)
	margin         = cellsAWord // cells left of a row; there is also a row above, and one below
	maxSide        = 4096
	maxGenerations = 10_000
)

// Does not compile where it says the same twice: adders do not look for cells across the border, nor at the count
// of one cell.
var _ = map[bool]bool{false: true, counted != adders || border == repeated && rule == arithmetic: true}

type word uint${WORD_BITS}

// The number of living cells among three, in two bits, for each cell of a word.
type sum struct{ ones, twos word }

var (
	width, height      int
	words, stride      int              // words of a row; in the latter, also those on its sides
	wrappedX, wrappedY [maxSide + 2]int // of -1 to the side
	nextOfPattern      [512]word        // three rows of three cells, a bit each
	nextOf             = [2][9]word{{3: 1}, {2: 1, 3: 1}}
)

func wordOf(x, y int) int { return (y+1)*stride + int(uint(x+margin)/cellsAWord) }

func bitOf(x int) uint { return uint(x+margin) % cellsAWord }

func cell(grid []word, x, y int) word {
	if stored == aBit {
		return grid[wordOf(x, y)] >> bitOf(x) & 1
	}
	return grid[wordOf(x, y)]
}

func setCell(grid []word, x, y int, alive word) {
	to := &grid[wordOf(x, y)]
	if stored == aBit {
		alive = *to&^(1<<bitOf(x)) | alive<<bitOf(x)
	}
	*to = alive
}

func wrapped(at, side int, list *[maxSide + 2]int) int {
	switch border {
	case divided:
		return (at + side) % side
	case compared:
		if at < 0 {
			return at + side
		}
		if at >= side {
			return at - side
		}
	case listed:
		return list[at+1]
	}
	return at
}

func anyCell(grid []word, x, y int) word {
	return cell(grid, wrapped(x, width, &wrappedX), wrapped(y, height, &wrappedY))
}

func listWrapped(list *[maxSide + 2]int, side int) {
	for at := -1; at <= side; at++ {
		list[at+1] = (at + side) % side
	}
}

// Cells beyond the border repeat those at the other side.
func repeatBorder(grid []word) {
	for y := range height {
		setCell(grid, -1, y, cell(grid, width-1, y))
		setCell(grid, width, y, cell(grid, 0, y))
	}
	copy(grid, grid[height*stride:][:stride])
	copy(grid[(height+1)*stride:], grid[stride:][:stride])
}

func nextByRule(alive, count word) word {
	switch rule {
	case table:
		return nextOf[alive][count]
	case arithmetic:
		const low = 1<<(wordBits-1) - 1
		differing := (count | alive) ^ 3
		return 1 - (differing&low+low)>>(wordBits-1) // 1 is taken off for any difference
	}
	if count == 3 || count == 2 && alive != 0 {
		return 1
	}
	return 0
}

func neighbours(grid []word, x, y int) word {
	count := word(0)
	for j := -1; j <= 1; j++ {
		for i := -1; i <= 1; i++ {
			if i == 0 && j == 0 {
				continue
			}
			if counted == added {
				count += anyCell(grid, x+i, y+j)
			} else if anyCell(grid, x+i, y+j) != 0 {
				count++
			}
			if counted == untilFour && count == 4 {
				return count
			}
		}
	}
	return count
}

func patternOf(grid []word, x, y int) uint {
	bits := uint(0)
	for j := -1; j <= 1; j++ {
		for i := -1; i <= 1; i++ {
			bits = bits<<1 | uint(anyCell(grid, x+i, y+j))
		}
	}
	return bits
}

func listPatterns() {
	for pattern := range nextOfPattern {
		count := word(0)
		for bit := range 9 {
			count += word(pattern >> bit & 1)
		}
		alive := word(pattern >> 4 & 1)
		nextOfPattern[pattern] = nextByRule(alive, count-alive)
	}
}

// The cell with a number on a line, which is a row or a column.
func place(at, line int) (x, y int) {
	if lines == rows {
		return at, line
	}
	return line, at
}

func stepLine(from, to []word, line, length int) {
	for at := range length {
		x, y := place(at, line)
		if counted == pattern {
			setCell(to, x, y, nextOfPattern[patternOf(from, x, y)])
		} else {
			setCell(to, x, y, nextByRule(cell(from, x, y), neighbours(from, x, y)))
		}
	}
}

func threeAcross(grid []word, at, line int) word {
	count := word(0)
	for i := -1; i <= 1; i++ {
		x, y := place(at, line+i)
		count += anyCell(grid, x, y)
	}
	return count
}

func slideAlong(from, to []word, line, length int) {
	before, here := threeAcross(from, -1, line), threeAcross(from, 0, line)
	for at := range length {
		x, y := place(at, line)
		behind, alive := threeAcross(from, at+1, line), cell(from, x, y)
		setCell(to, x, y, nextByRule(alive, before+here+behind-alive))
		before, here = here, behind
	}
}

func stepCells(from, to []word) {
	length, count := place(width, height)
	for line := range count {
		if counted == sliding {
			slideAlong(from, to, line, length)
		} else {
			stepLine(from, to, line, length)
		}
	}
}

func sumOfThree(grid []word, at int) sum {
	left, here, right := grid[at-1], grid[at], grid[at+1]
	if stored == aBit {
		left = here<<1 | left>>(wordBits-1)
		right = here>>1 | right<<(wordBits-1)
	}
	odd := left ^ right
	return sum{odd ^ here, left&right | odd&here}
}

// Of all nine cells together, three make a cell live, four let one live.
func nextOfAll(above, row, below sum, here word) word {
	odd := above.ones ^ below.ones
	ones := odd ^ row.ones
	carry := above.ones&below.ones | odd&row.ones
	oneOfTwo, both := above.twos^below.twos, above.twos&below.twos
	otherOneOfTwo, otherBoth := row.twos^carry, row.twos&carry
	twos := oneOfTwo ^ otherOneOfTwo
	fourOrMore, eight := both|otherBoth|oneOfTwo&otherOneOfTwo, both&otherBoth
	return ones&twos&^fourOrMore | fourOrMore&^(ones|twos|eight)&here
}

func stepRow(from, to []word, at int) {
	for end := at + words; at < end; at++ {
		above, below := sumOfThree(from, at-stride), sumOfThree(from, at+stride)
		to[at] = nextOfAll(above, sumOfThree(from, at), below, from[at])
	}
}

// A word of each row, from the top to the bottom; sums serve three rows.
func stepColumn(from, to []word, at int) {
	above, row := sumOfThree(from, at-stride), sumOfThree(from, at)
	for range height {
		below := sumOfThree(from, at+stride)
		to[at] = nextOfAll(above, row, below, from[at])
		above, row = row, below
		at += stride
	}
}

func stepWords(from, to []word) {
	if lines == rows {
		for y := range height {
			stepRow(from, to, wordOf(0, y))
		}
		return
	}
	for i := range words {
		stepColumn(from, to, wordOf(0, 0)+i)
	}
}

func after(generations int, now, next []word) []word {
	for ; generations > 0; generations-- {
		if border == repeated {
			repeatBorder(now)
		}
		if counted == adders {
			stepWords(now, next)
		} else {
			stepCells(now, next)
		}
		if nextGrid == swapped {
			now, next = next, now
		} else {
			copy(now, next)
		}
	}
	return now
}

func readExactly(in io.Reader, to []byte) {
	if _, err := io.ReadFull(in, to); err != nil {
		os.Exit(1)
	}
}

func writeExactly(out io.Writer, from []byte) {
	if _, err := out.Write(from); err != nil {
		os.Exit(1)
	}
}

func readGrid(in io.Reader, grid []word) {
	row := make([]byte, width)
	for y := range height {
		if read == rows {
			readExactly(in, row)
		}
		for x := range row {
			if read == cells {
				readExactly(in, row[x:x+1])
			}
			setCell(grid, x, y, word(row[x]))
		}
	}
}

func writeGrid(out *bufio.Writer, grid []word) {
	row := make([]byte, width)
	for y := range height {
		for x := range row {
			row[x] = byte(cell(grid, x, y))
			if written == cells {
				writeExactly(out, row[x:x+1])
			}
		}
		if written == rows {
			writeExactly(out, row)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var header struct{ Width, Height, Generations int32 }
	if binary.Read(in, binary.LittleEndian, &header) != nil {
		os.Exit(1)
	}
	width, height = int(header.Width), int(header.Height)
	if width < 1 || width > maxSide || height < 1 || height > maxSide {
		os.Exit(1)
	}
	if header.Generations < 0 || header.Generations > maxGenerations {
		os.Exit(1)
	}
	words = (width + cellsAWord) / cellsAWord // the cell right of the row, too
	stride = (words + 2 + rowAligned - 1) / rowAligned * rowAligned
	listWrapped(&wrappedX, width)
	listWrapped(&wrappedY, height)
	listPatterns()
	now, next := make([]word, (height+2)*stride), make([]word, (height+2)*stride)
	readGrid(in, now)
	writeGrid(bufio.NewWriter(os.Stdout), after(int(header.Generations), now, next))
}
