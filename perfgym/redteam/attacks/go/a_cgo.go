// class: A
// tries: to make the C compiler and the linker run with its own options
// expect: COMPILE_ERROR
// stopped by: builds run only Go's compiler, which knows no package C, and see no C compiler

// #cgo CFLAGS: -fplugin=/tmp/plugin.so -I/etc
// #cgo LDFLAGS: -Wl,--version-script=/etc/passwd
// #include "/etc/passwd"
import "C"

func init() {
	C.system(C.CString("cat /etc/passwd"))
	rtSolve()
}
