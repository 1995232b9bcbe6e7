package record

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Text returns a value as text for people, in one line: maps as {"key":value,...} with ascending keys, lists as
// [value,...], bytes as x"hexadecimal digits", unsigned numbers with a u behind, and floats with at least a
// point or an exponent.
func Text(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case string:
		return strconv.Quote(v)
	case []byte:
		return fmt.Sprintf("x\"%x\"", v)
	case uint64:
		return fmt.Sprintf("%du", v)
	case float64:
		return floatText(v)
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case []any:
		var parts []string
		for _, part := range v {
			parts = append(parts, Text(part))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case map[string]any:
		text := ""
		for _, key := range sortedKeys(v) {
			if text != "" {
				text += ","
			}
			text += strconv.Quote(key) + ":" + Text(v[key])
		}
		return "{" + text + "}"
	}
	return fmt.Sprint(v)
}

func floatText(v float64) string {
	text := strconv.FormatFloat(v, 'g', -1, 64)
	if strings.ContainsAny(text, ".eIN") {
		return text
	}
	return text + ".0"
}
