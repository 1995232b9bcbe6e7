// class: B
// tries: to flood the feedback by nested panics of 16 MB each, with control characters
// expect: CRASHED OUT_OF_MEMORY TIMED_OUT
// stopped by: only a limited part of standard error is kept, and it is cleaned

import "strings"

func init() {
	for i := 0; i < 8; i++ {
		defer panic(strings.Repeat("goroutine 1 [running]:\n\x1b[31mmain.x()\n\tsolution.go:1 +0x1\n", 1<<18))
	}
	panic(strings.Repeat("root\x1b[2J\r", 1<<21))
}
