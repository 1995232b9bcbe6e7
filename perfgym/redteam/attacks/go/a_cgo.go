// class: A
// tries: to have the C compiler and the linker run, with options of its own
// expect: COMPILE_ERROR
// stopped by: builds call Go's compiler alone, which knows no package C, and see no C compiler

// #cgo CFLAGS: -fplugin=/tmp/plugin.so -I/etc
// #cgo LDFLAGS: -Wl,--version-script=/etc/passwd
// #include "/etc/passwd"
import "C"

func init() {
	C.system(C.CString("cat /etc/passwd"))
	rtSolve()
}
