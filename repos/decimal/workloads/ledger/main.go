// Keeps accounts: parses amounts and rates, multiplies, rounds, adds up and compares, and writes JSON.
//
// Input: a line for each entry: the account as a number below 64, amount, rate and limit. Output: a line for each
// entry with the amount after conversion and what happened, and the balances in the end.
package main

import (
	"bufio"
	"io"
	"os"
	"strings"

	"github.com/shopspring/decimal"
)

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	if err != nil {
		panic(err)
	}
	var balances [64]decimal.Decimal
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	for rest := string(in); rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		account, line, _ := strings.Cut(line, " ")
		first, line, _ := strings.Cut(line, " ")
		second, third, _ := strings.Cut(line, " ")
		balance := &balances[len(account)%8*8+int(account[0])%8]
		amount, err := decimal.NewFromString(first)
		if err == nil {
			var rate, limit decimal.Decimal
			if rate, err = decimal.NewFromString(second); err == nil {
				if err = limit.UnmarshalJSON([]byte(third)); err == nil {
					amount = amount.Mul(rate).Round(2)
					after := balance.Add(amount)
					if after.Abs().GreaterThan(limit) {
						fee := amount.Abs().Shift(-2).RoundBank(2)
						after = after.Sub(fee)
						out.WriteString("fee ")
					}
					*balance = after
				}
			}
		}
		if err != nil {
			out.WriteString(err.Error())
			out.WriteByte('\n')
			continue
		}
		text, err := amount.MarshalJSON()
		if err != nil {
			panic(err)
		}
		out.Write(text)
		out.WriteByte(' ')
		out.WriteString(balance.StringFixed(1))
		out.WriteByte('\n')
	}
	for _, balance := range balances {
		out.WriteString(balance.String())
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		panic(err)
	}
}
