// Package wire writes and reads the parts that encoded values consist of.
package wire

import (
	"encoding/binary"
)

// growth is what a buffer grows by.
const growth = 512

// Buffer collects encoded parts. Its zero value is ready to use.
type Buffer struct {
	data []byte
}

// reserve makes room for n bytes more.
func (b *Buffer) reserve(n int) {
	if len(b.data)+n <= cap(b.data) {
		return
	}
	larger := make([]byte, len(b.data), len(b.data)+n+growth)
	copy(larger, b.data)
	b.data = larger
}

// Len returns the number of bytes.
func (b *Buffer) Len() int { return len(b.data) }

// Reset empties the buffer.
func (b *Buffer) Reset() { b.data = nil }

// Bytes returns a copy of the bytes.
func (b *Buffer) Bytes() []byte { return b.Slice(0, len(b.data)) }

// Slice returns a copy of the bytes from one place up to another.
func (b *Buffer) Slice(from, to int) []byte {
	return append(make([]byte, 0, to-from), b.data[from:to]...)
}

// Write appends bytes. It never fails.
func (b *Buffer) Write(p []byte) (int, error) {
	b.reserve(len(p))
	b.data = append(b.data, p...)
	return len(p), nil
}

// WriteByte appends one byte. It never fails.
func (b *Buffer) WriteByte(c byte) error {
	b.reserve(1)
	b.data = append(b.data, c)
	return nil
}

// Uvarint appends an unsigned number, 7 bits a byte, the lowest first.
func (b *Buffer) Uvarint(v uint64) {
	for v >= 0x80 {
		b.WriteByte(byte(v) | 0x80)
		v >>= 7
	}
	b.WriteByte(byte(v))
}

// Varint appends a signed number, so that small magnitudes are short.
func (b *Buffer) Varint(v int64) {
	b.Uvarint(uint64(v)<<1 ^ uint64(v>>63))
}

// Float appends a floating-point number in 8 bytes.
func (b *Buffer) Float(v float64) {
	// Writing a number of a fixed size to a buffer cannot fail.
	_ = binary.Write(b, binary.LittleEndian, v)
}

// String appends a string and its length.
func (b *Buffer) String(s string) {
	b.Block([]byte(s))
}

// Block appends bytes and their length.
func (b *Buffer) Block(p []byte) {
	b.Uvarint(uint64(len(p)))
	b.Write(p)
}
