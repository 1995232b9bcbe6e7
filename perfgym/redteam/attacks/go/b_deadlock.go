// class: B
// tries: to wait for ever, with a stack trace of a thousand goroutines
// expect: CRASHED
// stopped by: the run-time detects the deadlock, and the feedback's length is limited

func init() {
	never := make(chan int)
	for i := 0; i < 1000; i++ {
		go func() { <-never }()
	}
	<-never
}
