package store

import (
	"fmt"
	"sync"

	"example.org/kvcodec/record"
	"example.org/kvcodec/wire"
)

// OpKind is what an operation of a batch does.
type OpKind uint8

// The operations: set the value, merge a patch, remove the key.
const (
	OpPut OpKind = iota
	OpUpdate
	OpDelete
)

// Op is an operation of a batch. Data are the encoding of a value or of a patch.
type Op struct {
	Kind OpKind
	Key  string
	Data []byte
}

// Apply carries operations out one after the other, and stops at the first that fails. It returns how many were
// carried out. Removing a key that is not there does not fail.
func (s *Store) Apply(ops []Op) (int, error) {
	for i, op := range ops {
		if err := s.applyOne(op); err != nil {
			return i, fmt.Errorf("operation %d: %w", i, err)
		}
	}
	return len(ops), nil
}

func (s *Store) applyOne(op Op) error {
	switch op.Kind {
	case OpPut:
		return s.PutEncoded(op.Key, op.Data)
	case OpUpdate:
		return s.Update(op.Key, op.Data)
	case OpDelete:
		s.Delete(op.Key)
		return nil
	}
	return fmt.Errorf("%w: %d", ErrOp, op.Kind)
}

// lines are buffers for texts.
var lines = sync.Pool{New: func() any { return new(wire.Buffer) }}

// Dump returns the entries whose keys begin with a prefix as text, a line "key = value" for each, with ascending
// keys.
func (s *Store) Dump(prefix string) (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	text := ""
	for _, key := range s.sortedKeys(prefix) {
		line := lines.Get().(*wire.Buffer)
		defer lines.Put(line)
		data, err := s.get(key)
		if err != nil {
			return "", err
		}
		value, err := record.Decode(data)
		if err != nil {
			return "", fmt.Errorf("key %q: %w", key, err)
		}
		line.Reset()
		fmt.Fprintf(line, "%q = %s\n", key, record.Text(value))
		text += string(line.Bytes())
	}
	return text, nil
}
