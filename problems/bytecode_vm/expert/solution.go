// Why it is fast: instructions are decoded once, before the program begins, into records of eight bytes whose
// operands need no check.
package main

import (
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
	operations
)

var sizes = [operations]int{1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3}

type instruction struct {
	operation, a, b, c uint8
	value              uint32 // or the number of the instruction to jump to
}

type machine struct {
	registers [registers]uint32
	memory    [words]uint32
}

func decode(code []byte) []instruction {
	size := len(code)
	code = append(code, 0, 0, 0, 0, 0) // so that operands can be read behind the end
	numberAt, count := make([]uint32, size), 0
	for at := 0; at < size; at += sizes[code[at]] {
		if code[at] >= operations {
			os.Exit(1)
		}
		numberAt[at] = uint32(count)
		count++
	}
	instructions := make([]instruction, 0, count)
	for at := 0; at < size; at += sizes[code[at]] {
		x := instruction{code[at], code[at+1] & 15, code[at+2] & 15, code[at+3] & 15, 0}
		switch x.operation {
		case set:
			x.value = binary.LittleEndian.Uint32(code[at+2:])
		case shr:
			x.value = uint32(code[at+3])
		case addi:
			x.value = uint32(code[at+2])
		case jumpIfLess:
			offset := int(int16(binary.LittleEndian.Uint16(code[at+3:])))
			x.value = numberAt[at+sizes[jumpIfLess]+offset]
		}
		instructions = append(instructions, x)
	}
	return instructions
}

func (m *machine) run(code []byte, budget int) {
	instructions := decode(code)
	for at := 0; budget > 0; budget-- {
		x := &instructions[at]
		at++
		a, b, c := &m.registers[x.a&15], m.registers[x.b&15], m.registers[x.c&15]
		switch x.operation {
		case halt:
			return
		case set:
			*a = x.value
		case add:
			*a = b + c
		case sub:
			*a = b - c
		case mul:
			*a = b * c
		case xor:
			*a = b ^ c
		case and:
			*a = b & c
		case shr:
			*a = b >> (x.value & 31)
		case load:
			*a = m.memory[b%words]
		case store:
			m.memory[b%words] = *a
		case jumpIfLess:
			if int32(*a) < int32(b) {
				at = int(x.value)
			}
		case addi:
			*a += x.value
		case mov:
			*a = b
		}
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 8 {
		os.Exit(1)
	}
	budget := int(int32(binary.LittleEndian.Uint32(input)))
	size := int(int32(binary.LittleEndian.Uint32(input[4:])))
	if budget < 0 || budget > maxBudget || size < 1 || size > maxSize || size > len(input)-8 {
		os.Exit(1)
	}
	m := &machine{}
	m.run(input[8:8+size], budget)
	var output []byte
	for _, word := range m.registers {
		output = binary.LittleEndian.AppendUint32(output, word)
	}
	for _, word := range m.memory {
		output = binary.LittleEndian.AppendUint32(output, word)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
