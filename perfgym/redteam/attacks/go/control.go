// class: E
// tries: nothing: the reference, built like an attack, must be accepted before and after all attacks
// expect: ACCEPTED
// stopped by: nothing, because it is honest

func init() { rtSolve() }
