// class: B
// tries: to use all memory, in pieces that the garbage collector must keep
// expect: OUT_OF_MEMORY CRASHED
// stopped by: the memory limit, above what the run-time reserves

func init() {
	var kept [][]byte
	for {
		piece := make([]byte, 1<<20)
		for i := range piece {
			piece[i] = byte(i)
		}
		kept = append(kept, piece)
	}
}
