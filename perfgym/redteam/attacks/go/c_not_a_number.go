// class: C
// tries: to pass a tolerance by values that compare with nothing
// expect: WRONG_OUTPUT
// stopped by: comparisons are written so that a NaN can never pass

func init() {
	answer := rtAnswer()
	for i := 0; i+4 <= len(answer); i += 4 {
		copy(answer[i:], []byte{0, 0, 0xc0, 0x7f})
	}
	os.Stdout.Write(answer)
	os.Exit(0)
}
