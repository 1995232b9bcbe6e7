// Evaluates an expression for each row of a table, by a list of operations in postfix order and a stack.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	columns   = 8
	maxLength = 1000000
	maxRows   = 10000000
	constant  = 'n'
	variable  = 'x'
)

type operation struct {
	kind  byte   // constant, variable or the operator
	value uint32 // the constant, or the column
}

var (
	in  = bufio.NewReader(os.Stdin)
	out = bufio.NewWriter(os.Stdout)
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(in, to); err != nil {
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

type parser struct {
	text       []byte
	operations []operation
}

func (p *parser) peek() byte {
	if len(p.text) == 0 {
		return 0
	}
	return p.text[0]
}

func (p *parser) take() byte {
	if len(p.text) == 0 {
		os.Exit(1)
	}
	first := p.text[0]
	p.text = p.text[1:]
	return first
}

func (p *parser) parse() {
	switch first := p.take(); {
	case first == '(':
		p.parse()
		operator := p.take()
		p.parse()
		if p.take() != ')' {
			os.Exit(1)
		}
		p.operations = append(p.operations, operation{kind: operator})
	case first == 'x':
		p.operations = append(p.operations, operation{variable, uint32(p.take()-'0') % columns})
	case first >= '0' && first <= '9':
		value := uint32(first - '0')
		for p.peek() >= '0' && p.peek() <= '9' {
			value = value*10 + uint32(p.take()-'0')
		}
		p.operations = append(p.operations, operation{constant, value})
	default:
		os.Exit(1)
	}
}

func evaluate(operations []operation, row *[columns]uint32) uint32 {
	var stack [256]uint32
	used := uint8(0) // of 201 at most
	for _, each := range operations {
		switch each.kind {
		case constant:
			stack[used] = each.value
			used++
			continue
		case variable:
			stack[used] = row[each.value%columns]
			used++
			continue
		}
		used--
		left, right := stack[used-1], stack[used]
		switch each.kind {
		case '+':
			left += right
		case '-':
			left -= right
		case '*':
			left *= right
		case '&':
			left &= right
		case '|':
			left |= right
		case '^':
			left ^= right
		default:
			if int32(left) < int32(right) {
				left = 1
			} else {
				left = 0
			}
		}
		stack[used-1] = left
	}
	return stack[0]
}

func readRow(row *[columns]uint32) {
	var bytes [4 * columns]byte
	readExactly(bytes[:])
	for i := range row {
		row[i] = binary.LittleEndian.Uint32(bytes[4*i:])
	}
}

func main() {
	text := make([]byte, readInt(1, maxLength))
	readExactly(text)
	p := &parser{text: text}
	p.parse()
	var row [columns]uint32
	var bytes [4]byte
	for rows := readInt(0, maxRows); rows > 0; rows-- {
		readRow(&row)
		binary.LittleEndian.PutUint32(bytes[:], evaluate(p.operations, &row))
		if _, err := out.Write(bytes[:]); err != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
