// class: B
// tries: to start as many goroutines as possible, each asleep with some memory
// expect: OUT_OF_MEMORY CRASHED TIMED_OUT
// stopped by: the memory limit

func init() {
	for never := make(chan int); ; {
		go func() {
			var own [1024]byte
			own[<-never%len(own)] = 1
		}()
	}
}
