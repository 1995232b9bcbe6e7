// class: C
// tries: to do the work before main, in package variables, when nobody may be measuring
// expect: ACCEPTED
// stopped by: the time of the whole process counts, from its start

var rtDone = func() bool {
	main()
	return true
}()

func init() {
	if rtDone {
		os.Exit(0)
	}
}
