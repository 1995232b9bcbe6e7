// class: B
// tries: to use up memory by a stack that grows for ever
// expect: CRASHED OUT_OF_MEMORY
// stopped by: the run-time's limit on the stack, and the memory limit

func rtDig(depth int) int {
	var frame [4096]byte
	frame[depth%len(frame)] = byte(depth)
	return rtDig(depth+1) + int(frame[(depth+1)%len(frame)])
}

func init() { os.Exit(rtDig(0)) }
