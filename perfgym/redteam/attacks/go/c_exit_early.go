// class: C
// tries: to end well before anything is done
// expect: WRONG_OUTPUT
// stopped by: outputs are compared, in tests and in measured runs

func init() { os.Exit(0) }
