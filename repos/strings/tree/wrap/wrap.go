// Package wrap breaks text into lines of a display width, and aligns them.
package wrap

import (
	"strings"

	"example.org/textkit"
	"example.org/textkit/internal/width"
)

// An Align says where in its width a line stands.
type Align int

// The ways to align a line.
const (
	Left Align = iota
	Right
	Centre
)

// Pad fills s with spaces up to the display width limit. A longer s stays as it is.
//
// Where spaces cannot be divided evenly around a centred text, one more stands behind it.
func Pad(s string, limit int, align Align) string {
	free := limit - width.Of(s)
	if free <= 0 {
		return s
	}
	switch align {
	case Right:
		return textkit.Repeat(" ", free) + s
	case Centre:
		return textkit.Repeat(" ", free/2) + s + textkit.Repeat(" ", free-free/2)
	default:
		return s + textkit.Repeat(" ", free)
	}
}

// Wrap breaks each line of text into lines of at most the display width limit, at white space.
//
// White space between words becomes one space, and an empty line stays one. A word that is wider than the limit is
// broken between characters; a limit below 1 counts as 1, and a character of two places may then be wider than the
// limit. A byte that is not UTF-8 becomes U+FFFD.
func Wrap(text string, limit int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, wrapParagraph(paragraph, limit)...)
	}
	return lines
}

func wrapParagraph(paragraph string, limit int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(paragraph) {
		for _, piece := range pieces(word, max(limit, 1)) {
			switch {
			case line == "":
				line = piece
			case width.Of(line+" "+piece) <= limit:
				line += " " + piece
			default:
				lines = append(lines, line)
				line = piece
			}
		}
	}
	return append(lines, line)
}

// pieces breaks a word that is wider than limit.
func pieces(word string, limit int) []string {
	var out []string
	piece := ""
	for _, r := range word {
		if piece != "" && width.Of(piece+string(r)) > limit {
			out = append(out, piece)
			piece = ""
		}
		piece += string(r)
	}
	return append(out, piece)
}

// Justify breaks text as Wrap does, and widens the spaces of each line that is not the last of its paragraph so that
// the line takes the whole limit. Spaces at the left are widened first.
func Justify(text string, limit int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		own := wrapParagraph(paragraph, limit)
		for i, line := range own[:len(own)-1] {
			own[i] = spread(line, limit)
		}
		lines = append(lines, own...)
	}
	return lines
}

func spread(line string, limit int) string {
	words := strings.Split(line, " ")
	gaps := len(words) - 1
	free := limit - width.Of(line)
	if gaps == 0 || free <= 0 {
		return line
	}
	out := words[0]
	for i, word := range words[1:] {
		spaces := 1 + free/gaps
		if i < free%gaps {
			spaces++
		}
		out += textkit.Repeat(" ", spaces) + word
	}
	return out
}

// Block wraps text and returns it as one string, each line aligned and ended by "\n".
func Block(text string, limit int, align Align) string {
	out := ""
	for _, line := range Wrap(text, limit) {
		if align == Left {
			out += line + "\n"
		} else {
			out += Pad(line, limit, align) + "\n"
		}
	}
	return out
}
