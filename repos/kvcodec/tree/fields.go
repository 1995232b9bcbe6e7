package kvcodec

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"time"
)

var timeType = reflect.TypeOf(time.Time{})

// field is a field of a struct that is encoded.
type field struct {
	name      string
	index     int
	omitEmpty bool
}

// fieldsOf returns the fields of a struct in the order of their names.
func fieldsOf(t reflect.Type) ([]field, error) {
	var fields []field
	for i := 0; i < t.NumField(); i++ {
		structField := t.Field(i)
		if !structField.IsExported() {
			continue
		}
		options := strings.Split(structField.Tag.Get("kv"), ",")
		name := options[0]
		if name == "-" {
			continue
		}
		if name == "" {
			name = structField.Name
		}
		f := field{name: name, index: i}
		for _, option := range options[1:] {
			switch option {
			case "omitempty":
				f.omitEmpty = true
			default:
				return nil, fmt.Errorf("%w: %s.%s has the option %q", ErrTag, t, structField.Name, option)
			}
		}
		fields = append(fields, f)
	}
	sort.Slice(fields, func(i, j int) bool { return fields[i].name < fields[j].name })
	for i := 1; i < len(fields); i++ {
		if fields[i].name == fields[i-1].name {
			return nil, fmt.Errorf("%w: %s has two fields %q", ErrTag, t, fields[i].name)
		}
	}
	return fields, nil
}

// isEmpty tells whether omitempty leaves a value out.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		if v.Type() == timeType {
			return v.Interface().(time.Time).IsZero()
		}
		return false
	}
	return v.IsZero()
}
