// Package store is a key-value store whose state is a log of frames in memory.
package store

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"example.org/kvcodec/frame"
	"example.org/kvcodec/record"
	"example.org/kvcodec/wire"
)

// Kinds of the frames in a log. The payload is the key with its length, and for a put the encoded value.
const (
	kindPut    byte = 'P'
	kindDelete byte = 'D'
)

// What can be wrong with a request.
var (
	ErrNotFound = errors.New("there is no such key")
	ErrOp       = errors.New("there is no such operation")
)

// place is where the frame of a key lies in the log.
type place struct {
	offset, size int
}

// Store is a key-value store. It may be used by several goroutines at once.
type Store struct {
	mu    sync.RWMutex
	log   wire.Buffer
	index map[string]place
	// garbage is the number of bytes in the log that compacting would remove.
	garbage int
}

// New returns an empty store.
func New() *Store {
	return &Store{index: make(map[string]place)}
}

// Report is what was found in a log.
type Report struct {
	// Frames that were valid, also those that count no longer.
	Frames int
	// Skipped bytes that were no part of a valid frame.
	Skipped int
	// Unusable frames had a valid checksum, but no valid content.
	Unusable int
}

// Open returns a store with the content of a log. What is damaged in the log is left out.
func Open(log []byte) (*Store, Report) {
	s := New()
	var report Report
	scanner := frame.NewScanner(log)
	for scanner.Next() {
		report.Frames++
		f := scanner.Frame()
		key, value, err := split(f)
		if err != nil {
			report.Unusable++
			continue
		}
		switch f.Kind {
		case kindPut:
			s.put(key, value)
		case kindDelete:
			s.remove(key)
		}
	}
	report.Skipped = scanner.Skipped()
	return s, report
}

// split returns the key of a frame and the encoding of its value.
func split(f frame.Frame) (string, []byte, error) {
	r := wire.NewReader(f.Payload)
	key, err := r.String()
	if err != nil {
		return "", nil, err
	}
	value := f.Payload[r.Offset():]
	switch f.Kind {
	case kindPut:
		_, err = record.Decode(value)
	case kindDelete:
		if r.Len() > 0 {
			err = record.ErrTrailing
		}
	default:
		err = ErrOp
	}
	return key, value, err
}

// Len returns the number of keys.
func (s *Store) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.index)
}

// Log returns the log.
func (s *Store) Log() []byte {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.log.Bytes()
}

// Garbage returns how many bytes of the log compacting would remove.
func (s *Store) Garbage() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.garbage
}

// put appends a value to the log.
func (s *Store) put(key string, value []byte) error {
	var payload wire.Buffer
	payload.String(key)
	payload.Write(value)
	offset := s.log.Len()
	if err := frame.Write(&s.log, kindPut, payload.Bytes()); err != nil {
		return fmt.Errorf("key %q: %w", key, err)
	}
	s.garbage += s.index[key].size
	s.index[key] = place{offset: offset, size: s.log.Len() - offset}
	return nil
}

// remove appends the end of a key to the log, and tells whether there was one.
func (s *Store) remove(key string) bool {
	old, ok := s.index[key]
	if !ok {
		return false
	}
	var payload wire.Buffer
	payload.String(key)
	offset := s.log.Len()
	if err := frame.Write(&s.log, kindDelete, payload.Bytes()); err != nil {
		// A key that could be put can be deleted.
		panic("store: " + err.Error())
	}
	s.garbage += old.size + s.log.Len() - offset
	delete(s.index, key)
	return true
}

// get returns the encoding of a value.
func (s *Store) get(key string) ([]byte, error) {
	place, ok := s.index[key]
	if !ok {
		return nil, fmt.Errorf("key %q: %w", key, ErrNotFound)
	}
	f, err := frame.Read(s.log.Slice(place.offset, place.offset+place.size))
	if err != nil {
		return nil, fmt.Errorf("key %q: %w", key, err)
	}
	_, value, err := split(f)
	return value, err
}

// Put sets the value of a key.
func (s *Store) Put(key string, value any) error {
	data, err := record.Encode(value)
	if err != nil {
		return fmt.Errorf("key %q: %w", key, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.put(key, data)
}

// PutEncoded sets the value of a key to one that is encoded already.
func (s *Store) PutEncoded(key string, data []byte) error {
	if _, err := record.Decode(data); err != nil {
		return fmt.Errorf("key %q: %w", key, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.put(key, data)
}

// Get returns the value of a key.
func (s *Store) Get(key string) (any, error) {
	data, err := s.GetEncoded(key)
	if err != nil {
		return nil, err
	}
	return record.Decode(data)
}

// GetEncoded returns the encoding of the value of a key.
func (s *Store) GetEncoded(key string) ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.get(key)
}

// Field returns a part of the value of a key; see record.Get for paths.
func (s *Store) Field(key, path string) (any, bool, error) {
	data, err := s.GetEncoded(key)
	if err != nil {
		return nil, false, err
	}
	return record.Lookup(data, path)
}

// Update merges an encoded patch into the value of a key; see record.Merge. A key that is not there has the
// value nil.
func (s *Store) Update(key string, patch []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.update(key, patch)
}

func (s *Store) update(key string, patch []byte) error {
	data, err := s.get(key)
	if errors.Is(err, ErrNotFound) {
		data, err = record.Encode(nil)
	}
	if err != nil {
		return err
	}
	merged, err := record.Merge(data, patch)
	if err != nil {
		return fmt.Errorf("key %q: %w", key, err)
	}
	return s.put(key, merged)
}

// Delete removes a key, and tells whether it was there.
func (s *Store) Delete(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.remove(key)
}

// sortedKeys returns the keys that begin with a prefix in ascending order.
func (s *Store) sortedKeys(prefix string) []string {
	keys := make([]string, 0)
	for key := range s.index {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	var chosen []string
	for _, key := range keys {
		if strings.HasPrefix(key, prefix) {
			chosen = append(chosen, key)
		}
	}
	return chosen
}

// Keys returns the keys that begin with a prefix in ascending order, at most so many as limit says.
func (s *Store) Keys(prefix string, limit int) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	keys := s.sortedKeys(prefix)
	if len(keys) > max(limit, 0) {
		keys = keys[:max(limit, 0)]
	}
	return keys
}

// Entry is a key and its value.
type Entry struct {
	Key   string
	Value any
}

// Scan returns the entries whose keys begin with a prefix, with ascending keys, at most so many as limit says.
func (s *Store) Scan(prefix string, limit int) ([]Entry, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var entries []Entry
	for _, key := range s.sortedKeys(prefix) {
		data, err := s.get(key)
		if err != nil {
			return nil, err
		}
		value, err := record.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", key, err)
		}
		entries = append(entries, Entry{Key: key, Value: value})
	}
	if len(entries) > max(limit, 0) {
		entries = entries[:max(limit, 0)]
	}
	return entries, nil
}

// Compact rewrites the log, so that it has one frame a key, with ascending keys.
func (s *Store) Compact() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	smaller := New()
	for _, key := range s.sortedKeys("") {
		data, err := s.get(key)
		if err != nil {
			return err
		}
		if err := smaller.put(key, data); err != nil {
			return err
		}
	}
	s.log, s.index, s.garbage = smaller.log, smaller.index, 0
	return nil
}
