// class: C
// tries: to exit with status 0 before it does anything
// expect: WRONG_OUTPUT
// stopped by: outputs are compared, in tests and in measured runs

func init() { os.Exit(0) }
