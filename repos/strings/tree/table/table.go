// Package table draws rows and columns of text.
package table

import (
	"strings"

	"example.org/textkit"
	"example.org/textkit/internal/width"
	"example.org/textkit/wrap"
)

// A Column says how the cells of a column are drawn.
type Column struct {
	Title string
	Align wrap.Align
	// Max is the display width at which cells are wrapped; 0 is no limit.
	Max int
}

// A Table is a list of rows. A row may be shorter than others; cells that no column was given for get one.
type Table struct {
	columns []Column
	rows    [][]string
}

// New returns a table with these columns and no rows.
func New(columns ...Column) *Table {
	return &Table{columns: append([]Column(nil), columns...)}
}

// Append adds a row. The slice may be used again by the caller.
func (t *Table) Append(cells ...string) {
	t.rows = append(t.rows, append([]string(nil), cells...))
	for len(t.columns) < len(cells) {
		t.columns = append(t.columns, Column{})
	}
}

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.rows) }

// cell returns the lines of a cell.
func (t *Table) cell(row []string, column int) []string {
	if column >= len(row) {
		return []string{""}
	}
	if limit := t.columns[column].Max; limit > 0 {
		return wrap.Wrap(row[column], limit)
	}
	return textkit.Lines(row[column])
}

func (t *Table) titles() []string {
	var titles []string
	for _, column := range t.columns {
		titles = append(titles, column.Title)
	}
	return titles
}

// widths returns the display width of each column.
func (t *Table) widths() []int {
	widths := make([]int, len(t.columns))
	for column, settings := range t.columns {
		widths[column] = width.Of(settings.Title)
		for _, row := range t.rows {
			for _, line := range t.cell(row, column) {
				widths[column] = max(widths[column], width.Of(line))
			}
		}
	}
	return widths
}

// Render draws the table as a box. A table without columns is empty.
func (t *Table) Render() string {
	if len(t.columns) == 0 {
		return ""
	}
	widths := t.widths()
	out := rule(widths) + t.row(t.titles(), widths) + rule(widths)
	for _, row := range t.rows {
		out += t.row(row, widths)
	}
	return out + rule(widths)
}

func rule(widths []int) string {
	out := "+"
	for _, width := range widths {
		out += textkit.Repeat("-", width+2) + "+"
	}
	return out + "\n"
}

func (t *Table) row(row []string, widths []int) string {
	height := 1
	for column := range t.columns {
		height = max(height, len(t.cell(row, column)))
	}
	out := ""
	for i := 0; i < height; i++ {
		out += "|"
		for column, settings := range t.columns {
			line := ""
			if lines := t.cell(row, column); i < len(lines) {
				line = lines[i]
			}
			out += " " + wrap.Pad(line, widths[column], settings.Align) + " |"
		}
		out += "\n"
	}
	return out
}

// Markdown returns the table in Markdown. Cells are not wrapped; line ends in them become <br>, and | is escaped.
func (t *Table) Markdown() string {
	if len(t.columns) == 0 {
		return ""
	}
	out := markdownRow(t.titles(), len(t.columns)) + "|"
	for _, column := range t.columns {
		out += map[wrap.Align]string{wrap.Left: "---|", wrap.Right: "---:|", wrap.Centre: ":---:|"}[column.Align]
	}
	out += "\n"
	for _, row := range t.rows {
		out += markdownRow(row, len(t.columns))
	}
	return out
}

func markdownRow(row []string, columns int) string {
	out := "|"
	for column := 0; column < columns; column++ {
		text := ""
		if column < len(row) {
			text = strings.ReplaceAll(row[column], `\`, `\\`)
			text = strings.ReplaceAll(text, "|", `\|`)
			text = textkit.Join(textkit.Lines(text), "<br>")
		}
		out += " " + text + " |"
	}
	return out + "\n"
}
