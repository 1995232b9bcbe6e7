// Runs a program of bytes: decodes each instruction when it is executed.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	registers = 16
	words     = 256
	maxSize   = 30000
	maxBudget = 2000000000
)

const (
	halt = iota
	set
	add
	sub
	mul
	xor
	and
	shr
	load
	store
	jumpIfLess
	addi
	mov
)

type machine struct {
	code      []byte
	position  int
	registers [registers]uint32
	memory    [words]uint32
}

func (m *machine) nextByte() byte {
	if m.position < 0 || m.position >= len(m.code) {
		os.Exit(1)
	}
	m.position++
	return m.code[m.position-1]
}

func (m *machine) nextRegister() *uint32 {
	number := m.nextByte()
	if number >= registers {
		os.Exit(1)
	}
	return &m.registers[number]
}

func (m *machine) nextOffset() int {
	low, high := m.nextByte(), m.nextByte()
	return int(int16(uint16(low) | uint16(high)<<8))
}

func (m *machine) nextValue() uint32 {
	value := uint32(0)
	for shift := 0; shift < 32; shift += 8 {
		value |= uint32(m.nextByte()) << shift
	}
	return value
}

func (m *machine) run(budget int) {
	for ; budget > 0; budget-- {
		switch m.nextByte() {
		case halt:
			return
		case set:
			a := m.nextRegister()
			*a = m.nextValue()
		case add:
			a, b, c := m.nextRegister(), m.nextRegister(), m.nextRegister()
			*a = *b + *c
		case sub:
			a, b, c := m.nextRegister(), m.nextRegister(), m.nextRegister()
			*a = *b - *c
		case mul:
			a, b, c := m.nextRegister(), m.nextRegister(), m.nextRegister()
			*a = *b * *c
		case xor:
			a, b, c := m.nextRegister(), m.nextRegister(), m.nextRegister()
			*a = *b ^ *c
		case and:
			a, b, c := m.nextRegister(), m.nextRegister(), m.nextRegister()
			*a = *b & *c
		case shr:
			a, b := m.nextRegister(), m.nextRegister()
			*a = *b >> (m.nextByte() & 31)
		case load:
			a, b := m.nextRegister(), m.nextRegister()
			*a = m.memory[*b%words]
		case store:
			a, b := m.nextRegister(), m.nextRegister()
			m.memory[*b%words] = *a
		case jumpIfLess:
			a, b := m.nextRegister(), m.nextRegister()
			offset := m.nextOffset()
			if int32(*a) < int32(*b) {
				m.position += offset
			}
		case addi:
			a := m.nextRegister()
			*a += uint32(m.nextByte())
		case mov:
			a, b := m.nextRegister(), m.nextRegister()
			*a = *b
		default:
			os.Exit(1)
		}
	}
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var header struct{ Budget, Size int32 }
	if binary.Read(in, binary.LittleEndian, &header) != nil {
		os.Exit(1)
	}
	if header.Budget < 0 || header.Budget > maxBudget || header.Size < 1 || header.Size > maxSize {
		os.Exit(1)
	}
	m := &machine{code: make([]byte, header.Size)}
	if _, err := io.ReadFull(in, m.code); err != nil {
		os.Exit(1)
	}
	m.run(int(header.Budget))
	out := bufio.NewWriter(os.Stdout)
	if binary.Write(out, binary.LittleEndian, m.registers) != nil {
		os.Exit(1)
	}
	if binary.Write(out, binary.LittleEndian, m.memory) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
