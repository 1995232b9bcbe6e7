// Years and months are counted off one by one, and digits are put into a line by hand.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxCount = 500_000
	first    = -2_208_988_800
	last     = 4_133_980_799
	day      = 86_400
)

var (
	input       []byte
	names       = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	daysOfMonth = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
)

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt(least, most int) int {
	value := int(int32(binary.LittleEndian.Uint32(take(4))))
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func isLeap(year int) bool {
	return year%4 == 0 && year%100 != 0 || year%400 == 0
}

func daysIn(year int) int {
	if isLeap(year) {
		return 366
	}
	return 365
}

func daysInMonth(month, year int) int {
	if month == 1 && isLeap(year) {
		return 29
	}
	return daysOfMonth[month]
}

// A number with as many digits as the divisor.
func appendNumber(line []byte, before byte, value, divisor int) []byte {
	line = append(line, before)
	for ; divisor > 0; divisor /= 10 {
		line = append(line, byte('0'+value/divisor%10))
	}
	return line
}

func write(time int, output io.Writer) {
	days, second := time/day, time%day
	if second < 0 {
		days--
		second += day
	}
	name := (days + 3) % 7 // day 0 is a Thursday
	if name < 0 {
		name += 7
	}
	year := 1970
	for days < 0 {
		year--
		days += daysIn(year)
	}
	for days >= daysIn(year) {
		days -= daysIn(year)
		year++
	}
	month, ofMonth := 0, days
	for ofMonth >= daysInMonth(month, year) {
		ofMonth -= daysInMonth(month, year)
		month++
	}
	line := make([]byte, 0, 32)
	line = append(line, names[name]...)
	line = appendNumber(line, ' ', year, 1000)
	line = appendNumber(line, '-', month+1, 10)
	line = appendNumber(line, '-', ofMonth+1, 10)
	line = appendNumber(line, ' ', second/3600, 10)
	line = appendNumber(line, ':', second/60%60, 10)
	line = appendNumber(line, ':', second%60, 10)
	line = appendNumber(line, ' ', days+1, 100)
	output.Write(append(line, '\n'))
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	output := bufio.NewWriter(os.Stdout)
	for n := takeInt(0, maxCount); n > 0; n-- {
		time := int(int64(binary.LittleEndian.Uint64(take(8))))
		if time < first || time > last {
			os.Exit(1)
		}
		write(time, output)
	}
	if err := output.Flush(); err != nil {
		os.Exit(1)
	}
}
