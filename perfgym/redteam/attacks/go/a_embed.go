// class: A
// tries: to embed host files in the program, and to print them
// expect: COMPILE_ERROR
// stopped by: the compiler embeds only files that it is given, and it is given none

import _ "embed"

//go:embed /etc/passwd
var rtPasswords string

//go:embed solution.go
var rtSelf string

//go:embed @PACKAGE@/evaluation/evaluate.py
var rtPackage string

func init() {
	rtLeakIf(rtPasswords+rtSelf+rtPackage != "", rtPasswords)
	rtSolve()
}
