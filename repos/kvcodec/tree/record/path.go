package record

import (
	"strconv"
	"strings"
)

// Get returns the part of a value that a path leads to. The steps of a path are separated by points: keys of
// maps, and places in lists. The empty path leads to the value itself.
func Get(v any, path string) (any, bool) {
	if path == "" {
		return v, true
	}
	for _, step := range strings.Split(path, ".") {
		switch container := v.(type) {
		case map[string]any:
			part, ok := container[step]
			if !ok {
				return nil, false
			}
			v = part
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(container) {
				return nil, false
			}
			v = container[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// Lookup returns the part of an encoded value that a path leads to. All of the encoding must be right.
func Lookup(data []byte, path string) (any, bool, error) {
	v, err := Decode(data)
	if err != nil {
		return nil, false, err
	}
	part, ok := Get(v, path)
	return part, ok, nil
}
