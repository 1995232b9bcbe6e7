// class: B
// tries: to have 16 GB of zeros that take no space in the program's file
// expect: COMPILE_ERROR CRASHED OUT_OF_MEMORY
// stopped by: the linker's limit on data, and the memory limit

var rtBig [1 << 31]int64

func init() {
	for i := range rtBig {
		rtBig[i] = 1
	}
	rtSolve()
}
