// class: B
// tries: to have 16 GB that are zero and cost the program's file nothing
// expect: COMPILE_ERROR CRASHED OUT_OF_MEMORY
// stopped by: the linker's bound on data, and the limit on memory

var rtBig [1 << 31]int64

func init() {
	for i := range rtBig {
		rtBig[i] = 1
	}
	rtSolve()
}
