package kvcodec

import (
	"fmt"
	"io"
	"sort"

	"example.org/kvcodec/frame"
	"example.org/kvcodec/wire"
)

// kindRecord is the kind of the frames in a stream.
const kindRecord byte = 'R'

// Encoder writes values to a stream, each in a frame of its own.
type Encoder struct {
	w io.Writer
}

// NewEncoder returns an encoder that writes to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Encode writes a value by one call of Write.
func (e *Encoder) Encode(v any) error {
	data, err := Marshal(v)
	if err != nil {
		return err
	}
	var b wire.Buffer
	if err := frame.Write(&b, kindRecord, data); err != nil {
		return err
	}
	if _, err := e.w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	return nil
}

// Decoder reads the values of a stream. Damaged frames, and frames of other kinds, are skipped.
type Decoder struct {
	scanner *frame.Scanner
}

// NewDecoder returns a decoder of a stream, which must not change as long as the decoder is used.
func NewDecoder(stream []byte) *Decoder { return &Decoder{scanner: frame.NewScanner(stream)} }

// Decode decodes the next value into what target points to. At the end of the stream it returns io.EOF.
func (d *Decoder) Decode(target any) error {
	for d.scanner.Next() {
		if f := d.scanner.Frame(); f.Kind == kindRecord {
			return Unmarshal(f.Payload, target)
		}
	}
	return io.EOF
}

// Skipped returns how many damaged bytes were skipped so far.
func (d *Decoder) Skipped() int { return d.scanner.Skipped() }

// sortedKeys returns the keys of a map in ascending order.
func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0)
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
