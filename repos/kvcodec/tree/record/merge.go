package record

import "fmt"

// Merge applies an encoded patch to an encoded value and returns the encoding of the result. A patch that is a
// map replaces the entries it has, merges maps into maps, and removes entries that are nil in it; a value that
// is no map counts as an empty one then. Any other patch replaces the value.
func Merge(data, patch []byte) ([]byte, error) {
	v, err := Decode(data)
	if err != nil {
		return nil, fmt.Errorf("value: %w", err)
	}
	p, err := Decode(patch)
	if err != nil {
		return nil, fmt.Errorf("patch: %w", err)
	}
	return Encode(MergeValues(v, p))
}

// MergeValues is like Merge, for values. It changes neither; parts of both may be parts of the result.
func MergeValues(v, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	merged := make(map[string]any)
	if m, ok := v.(map[string]any); ok {
		for key, part := range m {
			merged[key] = part
		}
	}
	for key, change := range changes {
		if change == nil {
			delete(merged, key)
		} else {
			merged[key] = MergeValues(merged[key], change)
		}
	}
	return merged
}
