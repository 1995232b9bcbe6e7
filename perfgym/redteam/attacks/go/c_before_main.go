// class: C
// tries: to do the work before main, in a package's variables, in the hope that no one looks yet
// expect: ACCEPTED
// stopped by: the time of the whole process is counted, from its start

var rtDone = func() bool {
	main()
	return true
}()

func init() {
	if rtDone {
		os.Exit(0)
	}
}
