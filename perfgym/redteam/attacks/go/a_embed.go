// class: A
// tries: to take host files along in the program, and tell them
// expect: COMPILE_ERROR
// stopped by: the compiler embeds only what it is told of, which is nothing

import _ "embed"

//go:embed /etc/passwd
var rtPasswords string

//go:embed solution.go
var rtSelf string

//go:embed @PACKAGE@/evaluate.py
var rtPackage string

func init() {
	rtLeakIf(rtPasswords+rtSelf+rtPackage != "", rtPasswords)
	rtSolve()
}
