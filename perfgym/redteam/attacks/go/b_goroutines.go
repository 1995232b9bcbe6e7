// class: B
// tries: as many goroutines as there can be, all of them asleep with some memory
// expect: OUT_OF_MEMORY CRASHED TIMED_OUT
// stopped by: the limit on memory

func init() {
	for never := make(chan int); ; {
		go func() {
			var own [1024]byte
			own[<-never%len(own)] = 1
		}()
	}
}
