// class: A
// tries: to make diagnostics quote host files that line directives name
// expect: COMPILE_ERROR
// stopped by: Go's compiler quotes no source, and builds see no host file

//line /etc/passwd:1
var rtFirst int = "of /etc/passwd"

//line @SPOOL@/secret:1:1
var rtSecond int = "of the secret"

/*line @PACKAGE@/evaluation/evaluate.py:1:1*/ var rtThird int = "of the package"

func init() { rtSolve() }
