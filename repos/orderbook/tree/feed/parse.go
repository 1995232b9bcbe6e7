// Package feed reads commands from lines of text and writes events as lines of text.
//
// Fields are separated by commas, and blanks around them do not count. Upper and lower case are equal in the
// fields that are keywords.
//
//	N,symbol,id,account,side,kind,time,quantity[,price[,trigger]]   a new order
//	C,symbol,id                                                     cancel
//	R,symbol,id,quantity,price                                      replace
//	D,symbol,levels                                                 show the depth
//
// Sides are B and S, kinds are LIMIT, MARKET, STOP and STOPLIMIT, times are DAY, IOC and FOK. A market order has
// neither price nor trigger; a stop order's price is empty. Empty lines and lines that begin with # do not
// count.
package feed

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.org/orderbook/book"
	"example.org/orderbook/engine"
	"example.org/orderbook/price"
)

// ErrLine says that a line is no message.
var ErrLine = errors.New("bad line")

// Message is a line: a command, or a request to show the depth.
type Message struct {
	Command engine.Command
	// IsDepth says that the line asks for Levels levels of Command.Symbol.
	IsDepth bool
	Levels  int
}

const maxLevels = 1000

var sides = map[string]book.Side{"B": book.Buy, "S": book.Sell}

var kinds = map[string]engine.Kind{
	"LIMIT": engine.Limit, "MARKET": engine.Market, "STOP": engine.Stop, "STOPLIMIT": engine.StopLimit,
}

var times = map[string]engine.TimeInForce{
	"DAY": engine.Day, "IOC": engine.ImmediateOrCancel, "FOK": engine.FillOrKill,
}

// Parse reads a line.
func Parse(line string) (Message, error) {
	fields := strings.Split(line, ",")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	switch strings.ToUpper(fields[0]) {
	case "N":
		return parseNew(fields)
	case "C":
		return parseCancel(fields)
	case "R":
		return parseReplace(fields)
	case "D":
		return parseDepth(fields)
	}
	return Message{}, fmt.Errorf("%w: there is no message %q", ErrLine, fields[0])
}

// count checks the number of fields.
func count(fields []string, least, most int) error {
	if len(fields) < least || len(fields) > most {
		return fmt.Errorf("%w: %d fields instead of %d to %d", ErrLine, len(fields), least, most)
	}
	return nil
}

// keyword looks a field up.
func keyword[T any](values map[string]T, field string) (T, error) {
	value, ok := values[strings.ToUpper(field)]
	if !ok {
		return value, fmt.Errorf("%w: there is no %q here", ErrLine, field)
	}
	return value, nil
}

// number reads a whole number.
func number(field string) (int64, error) {
	n, err := strconv.ParseInt(field, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %q is no whole number", ErrLine, field)
	}
	return n, nil
}

// amount reads a price.
func amount(field string) (price.Price, error) {
	p, err := price.Parse(field)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrLine, err)
	}
	return p, nil
}

func parseNew(fields []string) (Message, error) {
	if err := count(fields, 8, 10); err != nil {
		return Message{}, err
	}
	c := engine.Command{Op: engine.OpNew, Symbol: fields[1], ID: fields[2], Account: fields[3]}
	var err error
	if c.Side, err = keyword(sides, fields[4]); err != nil {
		return Message{}, err
	}
	if c.Kind, err = keyword(kinds, fields[5]); err != nil {
		return Message{}, err
	}
	if c.Time, err = keyword(times, fields[6]); err != nil {
		return Message{}, err
	}
	if c.Quantity, err = number(fields[7]); err != nil {
		return Message{}, err
	}
	if len(fields) > 8 && fields[8] != "" {
		if c.Price, err = amount(fields[8]); err != nil {
			return Message{}, err
		}
	}
	if len(fields) > 9 {
		if c.Trigger, err = amount(fields[9]); err != nil {
			return Message{}, err
		}
	}
	return Message{Command: c}, nil
}

func parseCancel(fields []string) (Message, error) {
	if err := count(fields, 3, 3); err != nil {
		return Message{}, err
	}
	return Message{Command: engine.Command{Op: engine.OpCancel, Symbol: fields[1], ID: fields[2]}}, nil
}

func parseReplace(fields []string) (Message, error) {
	if err := count(fields, 5, 5); err != nil {
		return Message{}, err
	}
	c := engine.Command{Op: engine.OpReplace, Symbol: fields[1], ID: fields[2]}
	var err error
	if c.Quantity, err = number(fields[3]); err != nil {
		return Message{}, err
	}
	if c.Price, err = amount(fields[4]); err != nil {
		return Message{}, err
	}
	return Message{Command: c}, nil
}

func parseDepth(fields []string) (Message, error) {
	if err := count(fields, 3, 3); err != nil {
		return Message{}, err
	}
	n, err := number(fields[2])
	if err != nil {
		return Message{}, err
	}
	if n < 0 || n > maxLevels {
		return Message{}, fmt.Errorf("%w: %d levels instead of 0 to %d", ErrLine, n, maxLevels)
	}
	return Message{Command: engine.Command{Symbol: fields[1]}, IsDepth: true, Levels: int(n)}, nil
}
