package feed

import (
	"bufio"
	"fmt"
	"io"

	"example.org/orderbook/engine"
)

// Run carries out the commands that it reads and writes a line for each event. For a line that is no message,
// and for the depth of a symbol that is not listed, it writes "E,line number,what is wrong". Lines are at most
// 65,535 bytes long.
func Run(e *engine.Engine, r io.Reader, w io.Writer) error {
	out := bufio.NewWriter(w)
	scanner := bufio.NewScanner(r)
	for number := 1; scanner.Scan(); number++ {
		line := scanner.Text()
		if skipped(line) {
			continue
		}
		message, err := Parse(line)
		switch {
		case err != nil:
			fmt.Fprintf(out, "E,%d,%v\n", number, err)
		case message.IsDepth:
			runDepth(e, out, message, number)
		default:
			for _, event := range e.Apply(message.Command) {
				fmt.Fprintln(out, Format(event))
			}
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("reading commands: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing events: %w", err)
	}
	return nil
}

func runDepth(e *engine.Engine, out io.Writer, message Message, number int) {
	symbol := message.Command.Symbol
	bids, asks, ok := e.Depth(symbol, message.Levels)
	if !ok {
		fmt.Fprintf(out, "E,%d,%s\n", number, engine.UnknownSymbol)
		return
	}
	fmt.Fprintln(out, FormatDepth(symbol, bids, asks))
}
