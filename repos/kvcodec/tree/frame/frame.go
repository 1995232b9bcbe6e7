// Package frame puts payloads into frames with a checksum, and finds them again among damaged bytes.
package frame

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"example.org/kvcodec/checksum"
	"example.org/kvcodec/wire"
)

// MaxPayload is the length of the longest payload.
const MaxPayload = 1 << 20

const sumSize = 4

var magic = []byte{0xC5, 0x4B}

// What can be wrong with a frame.
var (
	ErrTooLong = fmt.Errorf("a payload has more than %d bytes", MaxPayload)
	ErrDamaged = errors.New("there is no valid frame here")
)

// Write appends a frame to a buffer.
func Write(b *wire.Buffer, kind byte, payload []byte) error {
	if len(payload) > MaxPayload {
		return ErrTooLong
	}
	var body wire.Buffer
	body.WriteByte(kind)
	body.Block(payload)
	b.Write(magic)
	b.Write(body.Bytes())
	sum := binary.LittleEndian.AppendUint32(nil, checksum.Sum(body.Bytes()))
	b.Write(sum)
	return nil
}

// Frame is a frame that was read.
type Frame struct {
	Kind    byte
	Payload []byte
	// Size is the number of bytes of the whole frame.
	Size int
}

// Read returns the frame that data begin with.
func Read(data []byte) (Frame, error) {
	if !bytes.HasPrefix(data, magic) {
		return Frame{}, ErrDamaged
	}
	r := wire.NewReader(data[len(magic):])
	kind, err := r.Byte()
	if err != nil {
		return Frame{}, ErrDamaged
	}
	payload, err := r.Block()
	if err != nil || len(payload) > MaxPayload || r.Len() < sumSize {
		return Frame{}, ErrDamaged
	}
	end := len(magic) + r.Offset()
	sum := binary.LittleEndian.Uint32(data[end:])
	if checksum.Sum(data[len(magic):end]) != sum {
		return Frame{}, ErrDamaged
	}
	return Frame{Kind: kind, Payload: payload, Size: end + sumSize}, nil
}

// Scanner finds the frames in bytes. Bytes that are no part of a valid frame are skipped.
type Scanner struct {
	data    []byte
	offset  int
	frame   Frame
	skipped int
}

// NewScanner returns a scanner of the bytes, which must not change as long as it is used.
func NewScanner(data []byte) *Scanner { return &Scanner{data: data} }

// Next finds the next frame, and tells whether there is one.
func (s *Scanner) Next() bool {
	s.offset += s.frame.Size
	s.frame = Frame{}
	for s.offset < len(s.data) {
		frame, err := Read(s.data[s.offset:])
		if err == nil {
			s.frame = frame
			return true
		}
		s.offset++
		s.skipped++
	}
	return false
}

// Frame returns the frame that Next found. Its payload belongs to the caller.
func (s *Scanner) Frame() Frame { return s.frame }

// Offset returns where the frame begins.
func (s *Scanner) Offset() int { return s.offset }

// Skipped returns how many bytes were skipped so far.
func (s *Scanner) Skipped() int { return s.skipped }
