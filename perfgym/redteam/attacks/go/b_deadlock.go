// class: B
// tries: to wait for ever, with a trace of a thousand goroutines to read
// expect: CRASHED
// stopped by: the run-time, which sees that all are asleep; and the feedback's bound

func init() {
	never := make(chan int)
	for i := 0; i < 1000; i++ {
		go func() { <-never }()
	}
	<-never
}
