// Package record encodes and decodes values without a Go type of their own.
//
// A value is nil, a bool, an int64, a uint64, a float64, a string, a []byte, a time.Time, a list []any or a map
// map[string]any. Encode takes other sizes of numbers too.
package record

import (
	"errors"
	"fmt"
	"sort"
	"time"

	"example.org/kvcodec/wire"
)

// Tags of encoded values.
const (
	TagNil byte = iota
	TagFalse
	TagTrue
	TagInt
	TagUint
	TagFloat
	TagString
	TagBytes
	TagList
	TagMap
	TagTime
)

// MaxDepth is how many lists and maps may lie within each other.
const MaxDepth = 64

// What can be wrong with values and encodings, besides the errors of package wire.
var (
	ErrType     = errors.New("values of this type cannot be encoded")
	ErrTag      = errors.New("there is no such tag")
	ErrDepth    = fmt.Errorf("more than %d lists and maps lie within each other", MaxDepth)
	ErrOrder    = errors.New("the keys of a map do not ascend")
	ErrTime     = errors.New("a second has less nanoseconds")
	ErrTrailing = errors.New("there are bytes after the value")
)

const nanoseconds = 1_000_000_000

// Encode returns the encoding of a value.
func Encode(v any) ([]byte, error) {
	var b wire.Buffer
	if err := encode(&b, v, 0); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func encode(b *wire.Buffer, v any, depth int) error {
	switch v := v.(type) {
	case nil:
		b.WriteByte(TagNil)
	case bool:
		if v {
			b.WriteByte(TagTrue)
		} else {
			b.WriteByte(TagFalse)
		}
	case int:
		return encode(b, int64(v), depth)
	case int32:
		return encode(b, int64(v), depth)
	case int64:
		b.WriteByte(TagInt)
		b.Varint(v)
	case uint:
		return encode(b, uint64(v), depth)
	case uint32:
		return encode(b, uint64(v), depth)
	case uint64:
		b.WriteByte(TagUint)
		b.Uvarint(v)
	case float32:
		return encode(b, float64(v), depth)
	case float64:
		b.WriteByte(TagFloat)
		b.Float(v)
	case string:
		b.WriteByte(TagString)
		b.String(v)
	case []byte:
		b.WriteByte(TagBytes)
		b.Block(v)
	case time.Time:
		b.WriteByte(TagTime)
		b.Varint(v.Unix())
		b.Uvarint(uint64(v.Nanosecond()))
	case []any:
		return encodeList(b, v, depth+1)
	case map[string]any:
		return encodeMap(b, v, depth+1)
	default:
		return fmt.Errorf("%w: %T", ErrType, v)
	}
	return nil
}

func encodeList(b *wire.Buffer, list []any, depth int) error {
	if depth > MaxDepth {
		return ErrDepth
	}
	b.WriteByte(TagList)
	b.Uvarint(uint64(len(list)))
	for i, v := range list {
		if err := encode(b, v, depth); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return nil
}

func encodeMap(b *wire.Buffer, m map[string]any, depth int) error {
	if depth > MaxDepth {
		return ErrDepth
	}
	b.WriteByte(TagMap)
	b.Uvarint(uint64(len(m)))
	for _, key := range sortedKeys(m) {
		b.String(key)
		if err := encode(b, m[key], depth); err != nil {
			return fmt.Errorf("%q: %w", key, err)
		}
	}
	return nil
}

func sortedKeys(m map[string]any) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}

// Decode returns the value of an encoding.
func Decode(data []byte) (any, error) {
	r := wire.NewReader(data)
	v, err := decode(r, 0)
	if err != nil {
		return nil, err
	}
	if r.Len() > 0 {
		return nil, wire.At(r.Offset(), ErrTrailing)
	}
	return v, nil
}

func decode(r *wire.Reader, depth int) (any, error) {
	start := r.Offset()
	tag, err := r.Byte()
	if err != nil {
		return nil, err
	}
	switch tag {
	case TagNil:
		return nil, nil
	case TagFalse, TagTrue:
		return tag == TagTrue, nil
	case TagInt:
		return boxed(r.Varint())
	case TagUint:
		return boxed(r.Uvarint())
	case TagFloat:
		return boxed(r.Float())
	case TagString:
		return boxed(r.String())
	case TagBytes:
		return boxed(r.Block())
	case TagTime:
		return decodeTime(r)
	case TagList, TagMap:
		if depth == MaxDepth {
			return nil, wire.At(start, ErrDepth)
		}
		if tag == TagList {
			return decodeList(r, depth+1)
		}
		return decodeMap(r, depth+1)
	}
	return nil, wire.At(start, fmt.Errorf("%w: %d", ErrTag, tag))
}

// boxed returns a value that was read, or only the error.
func boxed[T any](v T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}

func decodeTime(r *wire.Reader) (any, error) {
	seconds, err := r.Varint()
	if err != nil {
		return nil, err
	}
	start := r.Offset()
	rest, err := r.Uvarint()
	if err != nil {
		return nil, err
	}
	if rest >= nanoseconds {
		return nil, wire.At(start, ErrTime)
	}
	return time.Unix(seconds, int64(rest)).UTC(), nil
}

func decodeList(r *wire.Reader, depth int) (any, error) {
	n, err := r.Count()
	if err != nil {
		return nil, err
	}
	list := []any{}
	for i := 0; i < n; i++ {
		v, err := decode(r, depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

func decodeMap(r *wire.Reader, depth int) (any, error) {
	n, err := r.Count()
	if err != nil {
		return nil, err
	}
	m := make(map[string]any)
	last := ""
	for i := 0; i < n; i++ {
		start := r.Offset()
		key, err := r.String()
		if err != nil {
			return nil, err
		}
		if i > 0 && key <= last {
			return nil, wire.At(start, ErrOrder)
		}
		last = key
		if m[key], err = decode(r, depth); err != nil {
			return nil, err
		}
	}
	return m, nil
}
