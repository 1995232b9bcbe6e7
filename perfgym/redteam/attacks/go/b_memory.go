// class: B
// tries: to take all memory, in pieces that the garbage collector must keep
// expect: OUT_OF_MEMORY CRASHED
// stopped by: the limit on memory, beyond what the run-time reserves

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
