// class: B
// tries: to make the compiler compute constants of gigabytes
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the compiler's limit on constants, and the build's limits on time and memory

const (
	rtS0 = "0123456789abcdef"
	rtS1 = rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0 + rtS0
	rtS2 = rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1 + rtS1
	rtS3 = rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2 + rtS2
	rtS4 = rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3 + rtS3
	rtS5 = rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4 + rtS4
	rtS6 = rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5 + rtS5
	rtS7 = rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6 + rtS6
	rtN0 = 1 << 500
	rtN1 = rtN0 * rtN0 * rtN0 * rtN0
)

func init() {
	fmt.Fprint(os.Stderr, rtS7)
	rtSolve()
}
