package kvcodec

import (
	"fmt"
	"reflect"
	"time"

	"example.org/kvcodec/record"
)

// Unmarshal decodes a record into what a pointer points to.
//
// Entries without a field are skipped, and fields without an entry stay as they are. Nil sets to zero. Slices,
// maps and pointers are made new. If the encoding is wrong anywhere, nothing is changed; if a value does not
// fit, some of the target may be set.
func Unmarshal(data []byte, target any) error {
	v := reflect.ValueOf(target)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("%w: %T", ErrTarget, target)
	}
	value, err := record.Decode(data)
	if err != nil {
		return err
	}
	return fromValue(value, v.Elem())
}

func misfit(value any, v reflect.Value) error {
	return fmt.Errorf("%w: %T into %s", ErrFit, value, v.Type())
}

// fromValue sets a Go value to what stands for it in a record.
func fromValue(value any, v reflect.Value) error {
	if value == nil {
		v.SetZero()
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		fresh := reflect.New(v.Type().Elem())
		if err := fromValue(value, fresh.Elem()); err != nil {
			return err
		}
		v.Set(fresh)
		return nil
	case reflect.Interface:
		if v.NumMethod() > 0 {
			return misfit(value, v)
		}
		v.Set(reflect.ValueOf(value))
		return nil
	}
	switch value := value.(type) {
	case bool:
		if v.Kind() != reflect.Bool {
			return misfit(value, v)
		}
		v.SetBool(value)
	case int64:
		return setInt(value, v)
	case uint64:
		return setUint(value, v)
	case float64:
		if v.Kind() != reflect.Float32 && v.Kind() != reflect.Float64 || v.OverflowFloat(value) {
			return misfit(value, v)
		}
		v.SetFloat(value)
	case string:
		if v.Kind() != reflect.String {
			return misfit(value, v)
		}
		v.SetString(value)
	case []byte:
		if v.Kind() != reflect.Slice || v.Type().Elem().Kind() != reflect.Uint8 {
			return misfit(value, v)
		}
		v.SetBytes(value)
	case time.Time:
		if v.Type() != timeType {
			return misfit(value, v)
		}
		v.Set(reflect.ValueOf(value))
	case []any:
		return setList(value, v)
	case map[string]any:
		return setMap(value, v)
	}
	return nil
}

func setInt(value int64, v reflect.Value) error {
	switch {
	case v.CanInt() && !v.OverflowInt(value):
		v.SetInt(value)
	case v.CanUint() && value >= 0 && !v.OverflowUint(uint64(value)):
		v.SetUint(uint64(value))
	default:
		return misfit(value, v)
	}
	return nil
}

func setUint(value uint64, v reflect.Value) error {
	switch {
	case v.CanUint() && !v.OverflowUint(value):
		v.SetUint(value)
	case v.CanInt() && int64(value) >= 0 && !v.OverflowInt(int64(value)):
		v.SetInt(int64(value))
	default:
		return misfit(value, v)
	}
	return nil
}

func setList(list []any, v reflect.Value) error {
	switch v.Kind() {
	case reflect.Slice:
		fresh := reflect.MakeSlice(v.Type(), 0, 0)
		for i, part := range list {
			element := reflect.New(v.Type().Elem()).Elem()
			if err := fromValue(part, element); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
			fresh = reflect.Append(fresh, element)
		}
		v.Set(fresh)
	case reflect.Array:
		if len(list) != v.Len() {
			return fmt.Errorf("%w: %d values into %s", ErrFit, len(list), v.Type())
		}
		for i, part := range list {
			if err := fromValue(part, v.Index(i)); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
	default:
		return misfit(list, v)
	}
	return nil
}

func setMap(m map[string]any, v reflect.Value) error {
	switch {
	case v.Kind() == reflect.Struct && v.Type() != timeType:
		return setStruct(m, v)
	case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String:
		fresh := reflect.MakeMap(v.Type())
		for _, key := range sortedKeys(m) {
			element := reflect.New(v.Type().Elem()).Elem()
			if err := fromValue(m[key], element); err != nil {
				return fmt.Errorf("%q: %w", key, err)
			}
			fresh.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), element)
		}
		v.Set(fresh)
		return nil
	}
	return misfit(m, v)
}

func setStruct(m map[string]any, v reflect.Value) error {
	fields, err := fieldsOf(v.Type())
	if err != nil {
		return err
	}
	for _, key := range sortedKeys(m) {
		for _, f := range fields {
			if f.name != key {
				continue
			}
			if err := fromValue(m[key], v.Field(f.index)); err != nil {
				return fmt.Errorf("%q: %w", key, err)
			}
		}
	}
	return nil
}
