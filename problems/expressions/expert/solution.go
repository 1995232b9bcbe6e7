// Why it is fast: the expression becomes a list of operations, each of which runs over a block of rows before
// the next begins, in a short loop without a check of indices. A constant is a block like any other.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	columns   = 8
	block     = 256 // rows
	rowBytes  = 4 * columns
	maxLength = 1000000
	maxRows   = 10000000
)

type values = [block]uint32

type operation struct {
	operator        byte
	left, right, to *values
}

// Makes operations of a text. Blocks of the stack are taken again as soon as they have been read.
type compiler struct {
	text       []byte
	columns    [columns]values
	constants  map[uint32]*values
	stack      []*values
	operations []operation
}

func (c *compiler) take() byte {
	if len(c.text) == 0 {
		os.Exit(1)
	}
	first := c.text[0]
	c.text = c.text[1:]
	return first
}

func (c *compiler) constant(value uint32) *values {
	if c.constants[value] == nil {
		c.constants[value] = new(values)
		for i := range c.constants[value] {
			c.constants[value][i] = value
		}
	}
	return c.constants[value]
}

// The place of the value, which may be the stack's place depth; higher ones are written to on the way.
func (c *compiler) compile(depth int) *values {
	switch first := c.take(); first {
	case '(':
		if depth == len(c.stack) {
			c.stack = append(c.stack, new(values))
		}
		left := c.compile(depth)
		operator := c.take()
		above := depth
		if left == c.stack[depth] {
			above++
		}
		right := c.compile(above)
		c.take()
		c.operations = append(c.operations, operation{operator, left, right, c.stack[depth]})
		return c.stack[depth]
	case 'x':
		return &c.columns[(c.take()-'0')%columns]
	default:
		value := uint32(first - '0')
		for len(c.text) > 0 && c.text[0] >= '0' && c.text[0] <= '9' {
			value = value*10 + uint32(c.take()-'0')
		}
		return c.constant(value)
	}
}

func run(operator byte, left, right, to *values) {
	switch operator {
	case '+':
		for i := range to {
			to[i] = left[i] + right[i]
		}
	case '-':
		for i := range to {
			to[i] = left[i] - right[i]
		}
	case '*':
		for i := range to {
			to[i] = left[i] * right[i]
		}
	case '&':
		for i := range to {
			to[i] = left[i] & right[i]
		}
	case '|':
		for i := range to {
			to[i] = left[i] | right[i]
		}
	case '^':
		for i := range to {
			to[i] = left[i] ^ right[i]
		}
	default:
		for i := range to { // the sign of the difference of two numbers in 64 bits
			to[i] = uint32(uint64(int64(int32(left[i]))-int64(int32(right[i]))) >> 63)
		}
	}
}

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func readInt(smallest, largest int32) int {
	var bytes [4]byte
	readExactly(bytes[:])
	value := int32(binary.LittleEndian.Uint32(bytes[:]))
	if value < smallest || value > largest {
		os.Exit(1)
	}
	return int(value)
}

func main() {
	text := make([]byte, readInt(1, maxLength))
	readExactly(text)
	c := &compiler{text: text, constants: map[uint32]*values{}}
	result := c.compile(0)
	rows := readInt(0, maxRows)
	output := make([]byte, 0, 4*rows)
	table := make([]byte, block*rowBytes)
	for first := 0; first < rows; first += block {
		here := min(block, rows-first)
		readExactly(table[:here*rowBytes])
		for i := range block {
			row := table[i*rowBytes:][:rowBytes]
			for column := range columns {
				c.columns[column][i] = binary.LittleEndian.Uint32(row[4*column:])
			}
		}
		for i := range c.operations {
			each := &c.operations[i]
			run(each.operator, each.left, each.right, each.to)
		}
		for _, value := range result[:here] {
			output = binary.LittleEndian.AppendUint32(output, value)
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
