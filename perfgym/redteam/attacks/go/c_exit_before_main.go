// class: C
// tries: to be given the cost of a start-up and an end that it does not pay: it solves the problem in init and exits
// expect: ACCEPTED
// stopped by: what is subtracted is the cost of the cheapest of several programs that do nothing

func init() {
	main()
	syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
}
