// Timestamps as text with everything a knob: how the year, the month and the day of the year are found, whether the
// last days are remembered, how the time is divided, how digits are made, how a line is laid out and handed on.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"
)

const ( // YEAR_FOUND
	countedFrom1970 = iota
	countedFrom1900
	guessed
	formula
	dateTable
)

const ( // MONTH_FOUND
	counted = iota
	bisected
	multiplied
)

const ( // DIVIDED
	signed = iota
	from1900
)

const ( // TIME_SPLIT
	byDivision = iota
	timeTable
)

const ( // DIGITS
	lineByPrintf = iota
	eachByPrintf
	padded
	backwards
	twoFromTable
)

const ( // SEPARATORS
	byteByByte = iota
	template
)

const ( // LINE
	allocated = iota
	inPlace
)

const (
	yearFound      = ${YEAR_FOUND}
	monthFound     = ${MONTH_FOUND}
	rememberedDays = ${REMEMBERED_DAYS} // by their last bits; 0: none
	divided        = ${DIVIDED}
	timeSplit      = ${TIME_SPLIT}
	digits         = ${DIGITS}
	separators     = ${SEPARATORS}
	lineMade       = ${LINE}
	readBytes      = ${READ_BYTES} // a call
	writeBytes     = ${WRITE_BYTES}
	buffer         = ${BUFFER}
	maxCount       = 500_000
	first          = -2_208_988_800
	last           = 4_133_980_799
	daySeconds     = 86_400
	allDays        = 73_414 // from 1900-01-01, a Monday, to 2100-12-31
	daysTo1970     = 25_567
	lineBytes      = 28
)

var (
	names         = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	daysOfMonth   = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	firstsOfMonth = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}
	dates         [allDays]date
	remembered    [rememberedDays + 1]date
	clocks        [daySeconds]clock
	twoDigits     [100][2]byte
	line          [lineBytes]byte
)

type date struct {
	number                  int32 // of the day, from 1900-01-01, plus 1; 0: none
	year, ofYear            int16
	month, ofMonth, weekday int8 // from 0 on
}

type clock struct {
	hour, minute, second uint8
}

func isLeap(year int) bool {
	return year%4 == 0 && year%100 != 0 || year%400 == 0
}

func leapDays(year int) int {
	if isLeap(year) {
		return 1
	}
	return 0
}

func daysIn(year int) int {
	return 365 + leapDays(year)
}

func daysInMonth(month, year int) int {
	if month == 1 {
		return 28 + leapDays(year)
	}
	return daysOfMonth[month]
}

func firstOfMonth(month, year int) int {
	if month > 1 {
		return firstsOfMonth[month] + leapDays(year)
	}
	return firstsOfMonth[month]
}

// Days from 1900-01-01 to the year's first.
func firstOfYear(year int) int {
	last := year - 1
	return (year-1900)*365 + last/4 - last/100 + last/400 - 460
}

func countYears(day, from int) (year, ofYear int) {
	if from == 1970 {
		day -= daysTo1970
	}
	for day < 0 {
		from--
		day += daysIn(from)
	}
	for day >= daysIn(from) {
		day -= daysIn(from)
		from++
	}
	return from, day
}

func guessYear(day int) (year, ofYear int) {
	year = 1900 + day/366
	for firstOfYear(year+1) <= day {
		year++
	}
	return year, day - firstOfYear(year)
}

// Years are counted from March 1 of 1600 on, so that a leap day is the last of a year.
func computeYear(day int) (year, ofYear int) {
	since := uint32(day) + 109_513
	era, ofEra := since/146_097, since%146_097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36_524 - ofEra/146_096) / 365
	fromMarch := int(ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100))
	year = int(1600 + 400*era + yearOfEra)
	if fromMarch >= 306 {
		return year + 1, fromMarch - 306
	}
	return year, fromMarch + 59 + leapDays(year)
}

func findYear(day int) (year, ofYear int) {
	switch yearFound {
	case countedFrom1970:
		return countYears(day, 1970)
	case countedFrom1900:
		return countYears(day, 1900)
	case guessed:
		return guessYear(day)
	}
	return computeYear(day)
}

func findMonth(year, day int) (month, ofMonth int) {
	switch monthFound {
	case counted:
		for day >= daysInMonth(month, year) {
			day -= daysInMonth(month, year)
			month++
		}
		return month, day
	case bisected:
		for step := 8; step > 0; step /= 2 {
			if month+step < len(firstsOfMonth) && firstOfMonth(month+step, year) <= day {
				month += step
			}
		}
		return month, day - firstOfMonth(month, year)
	}
	toMarch := 59 + leapDays(year)
	fromMarch := day - toMarch
	if day < toMarch {
		fromMarch = day + 306
	}
	afterMarch := (5*fromMarch + 2) / 153
	ofMonth = fromMarch - (153*afterMarch+2)/5
	if afterMarch < 10 {
		return afterMarch + 2, ofMonth
	}
	return afterMarch - 10, ofMonth
}

func computeDate(day int) date {
	year, ofYear := findYear(day)
	month, ofMonth := findMonth(year, ofYear)
	return date{number: int32(day + 1), year: int16(year), ofYear: int16(ofYear), month: int8(month),
		ofMonth: int8(ofMonth), weekday: int8(day % 7)}
}

func dateOf(day int) date {
	place := &dates[day%allDays]
	if yearFound != dateTable {
		if rememberedDays == 0 {
			return computeDate(day)
		}
		place = &remembered[day%max(rememberedDays, 1)]
	}
	if place.number != int32(day+1) {
		*place = computeDate(day)
	}
	return *place
}

func divideTime(second int) clock {
	return clock{uint8(second / 3600), uint8(second / 60 % 60), uint8(second % 60)}
}

func clockOf(second int) clock {
	if timeSplit == timeTable {
		return clocks[second]
	}
	return divideTime(second)
}

func makeTables() {
	for i := range twoDigits {
		twoDigits[i] = [2]byte{byte('0' + i/10), byte('0' + i%10)}
	}
	if timeSplit == timeTable {
		for i := range clocks {
			clocks[i] = divideTime(i)
		}
	}
}

func putNumber(to []byte, value int) {
	switch digits {
	case eachByPrintf:
		copy(to, fmt.Sprintf("%0*d", len(to), value))
	case padded:
		text := strconv.Itoa(value)
		for i := range to {
			to[i] = '0'
		}
		copy(to[len(to)-len(text):], text)
	case backwards:
		for i := len(to) - 1; i >= 0; i-- {
			to[i] = byte('0' + value%10)
			value /= 10
		}
	case twoFromTable:
		for len(to) > 1 {
			*(*[2]byte)(to[len(to)-2:]) = twoDigits[value%100]
			to, value = to[:len(to)-2], value/100
		}
		if len(to) == 1 {
			to[0] = byte('0' + value)
		}
	}
}

func putSeparators(to []byte) {
	if separators == template {
		copy(to, "Mon 0000-00-00 00:00:00 000\n")
		return
	}
	to[3], to[8], to[11], to[14], to[17], to[20], to[23], to[27] = ' ', '-', '-', ' ', ':', ':', ' ', '\n'
}

func putLine(to []byte, date date, clock clock) {
	to = to[:lineBytes]
	putSeparators(to)
	copy(to[:3], names[date.weekday])
	putNumber(to[4:8], int(date.year))
	putNumber(to[9:11], int(date.month)+1)
	putNumber(to[12:14], int(date.ofMonth)+1)
	putNumber(to[15:17], int(clock.hour))
	putNumber(to[18:20], int(clock.minute))
	putNumber(to[21:23], int(clock.second))
	putNumber(to[24:27], int(date.ofYear)+1)
}

func writePieces(output io.Writer, text []byte) {
	for len(text) > 0 {
		some := min(writeBytes, len(text))
		if _, err := output.Write(text[:some]); err != nil {
			os.Exit(1)
		}
		text = text[some:]
	}
}

func write(output io.Writer, date date, clock clock) {
	if digits == lineByPrintf {
		fmt.Fprintf(output, "%s %04d-%02d-%02d %02d:%02d:%02d %03d\n", names[date.weekday], date.year, date.month+1,
			date.ofMonth+1, clock.hour, clock.minute, clock.second, date.ofYear+1)
		return
	}
	to := line[:]
	if lineMade == allocated {
		to = make([]byte, lineBytes)
	}
	putLine(to, date, clock)
	writePieces(output, to)
}

func divide(time int) (day, second int) {
	if divided == from1900 {
		since := uint64(time - first)
		return int(since / daySeconds), int(since % daySeconds)
	}
	day, second = time/daySeconds, time%daySeconds
	if second < 0 {
		day--
		second += daySeconds
	}
	return day + daysTo1970, second
}

func readExactly(input io.Reader, to []byte) {
	for len(to) > 0 {
		some := min(readBytes, len(to))
		if _, err := io.ReadFull(input, to[:some]); err != nil {
			os.Exit(1)
		}
		to = to[some:]
	}
}

func main() {
	input, output := bufio.NewReaderSize(os.Stdin, buffer), bufio.NewWriterSize(os.Stdout, buffer)
	var number [8]byte
	readExactly(input, number[:4])
	n := int(int32(binary.LittleEndian.Uint32(number[:])))
	if n < 0 || n > maxCount {
		os.Exit(1)
	}
	makeTables()
	for ; n > 0; n-- {
		readExactly(input, number[:])
		time := int(int64(binary.LittleEndian.Uint64(number[:])))
		if time < first || time > last {
			os.Exit(1)
		}
		day, second := divide(time)
		write(output, dateOf(day), clockOf(second))
	}
	if output.Flush() != nil {
		os.Exit(1)
	}
}
