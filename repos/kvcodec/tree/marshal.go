// Package kvcodec encodes Go values as records and decodes them again.
//
// Booleans, numbers, strings, []byte, time.Time, slices, arrays, maps with string keys, structs, pointers and
// empty interfaces that hold such values can be encoded. A struct is a map; the tag kv:"name,omitempty" gives a
// field another name, and leaves it out if it is empty; kv:"-" leaves it out always. Unexported fields are left
// out. Nil pointers, interfaces, slices and maps are nil. All functions may be called by several goroutines at
// once.
package kvcodec

import (
	"errors"
	"fmt"
	"reflect"
	"sort"
	"time"

	"example.org/kvcodec/record"
)

// What can be wrong with values, besides the errors of the packages record and wire.
var (
	ErrType   = errors.New("values of this type cannot be encoded")
	ErrTag    = errors.New("wrong kv tag")
	ErrTarget = errors.New("want a pointer that is not nil")
	ErrFit    = errors.New("the value does not fit")
)

// Marshal returns the encoding of a value.
func Marshal(v any) ([]byte, error) {
	value, err := toValue(reflect.ValueOf(v), 0)
	if err != nil {
		return nil, err
	}
	return record.Encode(value)
}

// toValue returns the value that stands for a Go value in a record.
func toValue(v reflect.Value, depth int) (any, error) {
	if !v.IsValid() {
		return nil, nil
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return v.Uint(), nil
	case reflect.Float32, reflect.Float64:
		return v.Float(), nil
	case reflect.String:
		return v.String(), nil
	case reflect.Pointer, reflect.Interface:
		return toValue(v.Elem(), depth)
	case reflect.Slice:
		if v.IsNil() {
			return nil, nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return v.Bytes(), nil
		}
		return listOf(v, depth+1)
	case reflect.Array:
		return listOf(v, depth+1)
	case reflect.Map:
		return mapOf(v, depth+1)
	case reflect.Struct:
		if v.Type() == timeType {
			return v.Interface().(time.Time), nil
		}
		return structOf(v, depth+1)
	}
	return nil, fmt.Errorf("%w: %s", ErrType, v.Type())
}

func listOf(v reflect.Value, depth int) (any, error) {
	if depth > record.MaxDepth {
		return nil, record.ErrDepth
	}
	list := []any{}
	for i := 0; i < v.Len(); i++ {
		part, err := toValue(v.Index(i), depth)
		if err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
		list = append(list, part)
	}
	return list, nil
}

func mapOf(v reflect.Value, depth int) (any, error) {
	if v.Type().Key().Kind() != reflect.String {
		return nil, fmt.Errorf("%w: %s", ErrType, v.Type())
	}
	if v.IsNil() {
		return nil, nil
	}
	if depth > record.MaxDepth {
		return nil, record.ErrDepth
	}
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	m := make(map[string]any)
	for _, key := range keys {
		part, err := toValue(v.MapIndex(key), depth)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", key.String(), err)
		}
		m[key.String()] = part
	}
	return m, nil
}

func structOf(v reflect.Value, depth int) (any, error) {
	fields, err := fieldsOf(v.Type())
	if err != nil {
		return nil, err
	}
	if depth > record.MaxDepth {
		return nil, record.ErrDepth
	}
	m := make(map[string]any)
	for _, f := range fields {
		if f.omitEmpty && isEmpty(v.Field(f.index)) {
			continue
		}
		part, err := toValue(v.Field(f.index), depth)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", f.name, err)
		}
		m[f.name] = part
	}
	return m, nil
}
