// Evaluates an expression for each row of a table, by a walk through its tree.
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

type node struct {
	kind        byte // constant, variable or the operator
	value       uint32
	column      int
	left, right *node
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
	text []byte
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

func (p *parser) node() *node {
	switch first := p.take(); {
	case first == '(':
		left := p.node()
		operator := p.take()
		right := p.node()
		if p.take() != ')' {
			os.Exit(1)
		}
		return &node{kind: operator, left: left, right: right}
	case first == 'x':
		column := int(p.take()) - '0'
		if column < 0 || column >= columns {
			os.Exit(1)
		}
		return &node{kind: variable, column: column}
	case first >= '0' && first <= '9':
		value := uint32(first - '0')
		for p.peek() >= '0' && p.peek() <= '9' {
			value = value*10 + uint32(p.take()-'0')
		}
		return &node{kind: constant, value: value}
	}
	os.Exit(1)
	return nil
}

func evaluate(n *node, row *[columns]uint32) uint32 {
	switch n.kind {
	case constant:
		return n.value
	case variable:
		return row[n.column]
	}
	left, right := evaluate(n.left, row), evaluate(n.right, row)
	switch n.kind {
	case '+':
		return left + right
	case '-':
		return left - right
	case '*':
		return left * right
	case '&':
		return left & right
	case '|':
		return left | right
	case '^':
		return left ^ right
	}
	if int32(left) < int32(right) {
		return 1
	}
	return 0
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
	root := (&parser{text}).node()
	var row [columns]uint32
	var bytes [4]byte
	for rows := readInt(0, maxRows); rows > 0; rows-- {
		readRow(&row)
		binary.LittleEndian.PutUint32(bytes[:], evaluate(root, &row))
		if _, err := out.Write(bytes[:]); err != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
