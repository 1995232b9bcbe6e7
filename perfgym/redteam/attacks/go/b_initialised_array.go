// class: B
// tries: to make the compiler write an array of 8 GB into the program
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the compiler's limit on data, and the build's limits on memory, scratch space and program size

var rtBig = [1 << 30]int{1<<30 - 1: 1}

func init() {
	rtBig[os.Getpid()] = 2
	rtSolve()
}
