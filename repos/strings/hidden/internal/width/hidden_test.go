package width

import "testing"

func TestHiddenEveryCharacterHasTheWidthOfItsSpan(t *testing.T) {
	sums := [3]int{}
	for r := rune(0); r <= 0x10FFFF; r++ {
		sums[Rune(r)]++
	}
	if want := [3]int{846, 938565, 174701}; sums != want {
		t.Errorf("characters of widths 0, 1 and 2: %v, want %v", sums, want)
	}
}

func TestHiddenBorders(t *testing.T) {
	for r, want := range map[rune]int{
		0x1F: 0, 0x20: 1, 0x7E: 1, 0x7F: 0, 0x9F: 0, 0xA0: 1, 0xAD: 1, 0x2FF: 1, 0x300: 0, 0x36F: 0, 0x370: 1,
		0x302A: 0, 0x302D: 0, 0x302E: 2, 0x303F: 1, 0x3040: 1, 0x3041: 2, 0x3099: 0, 0x33FF: 2, 0x4DBF: 2,
		0x4DC0: 1, 0x4DFF: 1, 0x4E00: 2, 0xA4CF: 2, 0xA4D0: 1, 0xABFF: 1, 0xAC00: 2, 0xD7A3: 2, 0xD7A4: 1,
		0xFE0F: 0, 0xFE10: 1, 0xFE20: 0, 0xFF00: 1, 0xFF01: 2, 0xFFFD: 1, 0x1F64F: 2, 0x1F650: 1, 0x3FFFE: 1,
		0xE0100: 0,
	} {
		if got := Rune(r); got != want {
			t.Errorf("Rune(%#x) = %d, want %d", r, got, want)
		}
	}
}
