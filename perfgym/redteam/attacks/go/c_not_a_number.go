// class: C
// tries: to pass a tolerance with values for which every comparison is false
// expect: WRONG_OUTPUT
// stopped by: no comparison accepts a NaN

func init() {
	answer := rtAnswer()
	for i := 0; i+4 <= len(answer); i += 4 {
		copy(answer[i:], []byte{0, 0, 0xc0, 0x7f})
	}
	os.Stdout.Write(answer)
	os.Exit(0)
}
