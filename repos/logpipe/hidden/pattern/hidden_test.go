package pattern

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

var hiddenRules = []struct {
	expression *regexp.Regexp
	mark       string
}{
	{regexp.MustCompile(`\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b`), "<uuid>"},
	{regexp.MustCompile(`\b[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\b`), "<ip>"},
	{regexp.MustCompile(`\b0x[0-9a-fA-F]+\b`), "<hex>"},
	{regexp.MustCompile(`"[^"]*"`), "<text>"},
	{regexp.MustCompile(`\b[0-9]+(\.[0-9]+)?\b`), "<n>"},
	{regexp.MustCompile(`[ \t]+`), " "},
}

func TestHiddenPatternsFollowTheRules(t *testing.T) {
	parts := []string{
		"0f8fad5b-d9cb-469f-a165-70867728950e", "0F8FAD5B-D9CB-469F-A165-70867728950E", "10.0.0.1", "1.2.3.4567", "1234.5.6.7", "0x", "0xfF",
		"0xg", `"`, `"`, "7", "42", "3.14", ".", ".", "-", "_", "a", "f", "x", "é", "日", " ", " ", "\t", "\n", "\xff", "<n>", ":", "00000000", "1e5",
	}
	rng := rand.New(rand.NewSource(2))
	for n := 0; n < 4000; n++ {
		var text strings.Builder
		for i := rng.Intn(14); i > 0; i-- {
			text.WriteString(parts[rng.Intn(len(parts))])
		}
		want := hiddenPattern(text.String())
		if got := Of(text.String()); got != want {
			t.Fatalf("Of(%q) = %q, want %q", text.String(), got, want)
		}
	}
}

// hiddenPattern is Of as its comment describes it.
func hiddenPattern(text string) string {
	for _, rule := range hiddenRules {
		text = rule.expression.ReplaceAllString(text, rule.mark)
	}
	return text
}
