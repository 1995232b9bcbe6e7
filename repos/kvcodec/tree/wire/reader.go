package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What can be wrong with encoded parts.
var (
	ErrShort    = errors.New("the data end too early")
	ErrOverflow = errors.New("the number has more than 64 bits")
	ErrForm     = errors.New("the number does not have its shortest form")
)

// Reader reads encoded parts from bytes. A part that cannot be read is an error that names its first byte, and
// the reader must not be used any further.
type Reader struct {
	source *bytes.Reader
}

// NewReader returns a reader of the bytes.
func NewReader(data []byte) *Reader {
	return &Reader{source: bytes.NewReader(data)}
}

// Offset returns the number of bytes read.
func (r *Reader) Offset() int { return int(r.source.Size()) - r.source.Len() }

// Len returns the number of bytes left.
func (r *Reader) Len() int { return r.source.Len() }

// At wraps an error in the place it belongs to.
func At(offset int, err error) error {
	return fmt.Errorf("byte %d: %w", offset, err)
}

// Byte reads one byte.
func (r *Reader) Byte() (byte, error) {
	c, err := r.source.ReadByte()
	if err != nil {
		return 0, At(r.Offset(), ErrShort)
	}
	return c, nil
}

// Uvarint reads an unsigned number.
func (r *Reader) Uvarint() (uint64, error) {
	start := r.Offset()
	v, err := binary.ReadUvarint(r.source)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return 0, At(start, ErrShort)
	case err != nil:
		return 0, At(start, ErrOverflow)
	}
	if r.Offset()-start != SizeUvarint(v) {
		return 0, At(start, ErrForm)
	}
	return v, nil
}

// SizeUvarint returns the number of bytes of an unsigned number.
func SizeUvarint(v uint64) int {
	n := 1
	for ; v >= 0x80; v >>= 7 {
		n++
	}
	return n
}

// Varint reads a signed number.
func (r *Reader) Varint() (int64, error) {
	v, err := r.Uvarint()
	return int64(v>>1) ^ -int64(v&1), err
}

// Float reads a floating-point number.
func (r *Reader) Float() (float64, error) {
	start := r.Offset()
	var v float64
	if err := binary.Read(r.source, binary.LittleEndian, &v); err != nil {
		return 0, At(start, ErrShort)
	}
	return v, nil
}

// Count reads the number of parts that follow. Each of them has at least one byte.
func (r *Reader) Count() (int, error) {
	start := r.Offset()
	n, err := r.Uvarint()
	if err != nil {
		return 0, err
	}
	if n > uint64(r.Len()) {
		return 0, At(start, ErrShort)
	}
	return int(n), nil
}

// Block reads bytes that follow their length.
func (r *Reader) Block() ([]byte, error) {
	n, err := r.Count()
	if err != nil {
		return nil, err
	}
	p := make([]byte, n)
	if _, err := io.ReadFull(r.source, p); err != nil {
		return nil, At(r.Offset(), ErrShort)
	}
	return p, nil
}

// String reads a string that follows its length.
func (r *Reader) String() (string, error) {
	p, err := r.Block()
	return string(p), err
}
