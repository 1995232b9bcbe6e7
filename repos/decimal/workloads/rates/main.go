// Computes with rates: quotients, rounding of all kinds, comparisons, means.
//
// Input: a line for each calculation: a letter, a number of places, and two numbers. Output: a line for each with
// its results; and the mean of all first numbers of each ten lines.
package main

import (
	"bufio"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	var group []decimal.Decimal
	for rest := string(in); rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		operation, line, _ := strings.Cut(line, " ")
		digits, line, _ := strings.Cut(line, " ")
		first, second, _ := strings.Cut(line, " ")
		n, err := strconv.Atoi(digits)
		if err != nil {
			panic(err)
		}
		places := int32(n)
		a, b := decimal.RequireFromString(first), decimal.RequireFromString(second)
		var result decimal.Decimal
		switch operation {
		case "d":
			result = a.Div(b)
		case "r":
			result = a.DivRound(b, places)
		case "m":
			result = a.Mod(b)
		case "q":
			quotient, remainder := a.QuoRem(b, places)
			result = quotient.Add(remainder)
		case "b":
			result = a.Mul(b).RoundBank(places)
		case "c":
			result = a.Sub(b).RoundCash(5)
		case "f":
			result = a.Floor().Sub(b.Ceil())
		case "t":
			result = a.Truncate(places).Add(b.Round(places))
		}
		out.WriteString(result.String())
		out.WriteByte(' ')
		out.WriteString(strconv.Itoa(a.Cmp(b)*9 + result.Cmp(a)*3 + result.Sign()))
		out.WriteByte(' ')
		out.WriteString(result.StringFixedBank(3))
		out.WriteByte(' ')
		out.WriteString(strconv.FormatInt(result.IntPart(), 10))
		out.WriteByte('\n')
		if group = append(group, a); len(group) == 10 {
			out.WriteString(decimal.Avg(group[0], group[1:]...).String())
			out.WriteByte(' ')
			out.WriteString(decimal.Max(group[0], group[1:]...).String())
			out.WriteByte('\n')
			group = group[:0]
		}
	}
	if err := out.Flush(); err != nil {
		panic(err)
	}
}
