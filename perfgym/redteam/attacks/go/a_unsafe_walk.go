// class: A
// tries: to find the host's environment, paths and file names in its own memory, above the stack's start
// expect: ACCEPTED
// stopped by: runs begin with an environment of our own, and the program is a nameless file

import "strings"
import "unsafe"

func init() {
	for _, variable := range os.Environ() {
		rtLeakIf(variable != "GOMAXPROCS=1", variable)
	}
	first := unsafe.Pointer(unsafe.StringData(os.Args[0])) // where the kernel has put all such words
	var words strings.Builder
	for page := 4096 - int(uintptr(first)%4096); page > 0; page-- {
		words.WriteByte(*(*byte)(unsafe.Add(first, words.Len())))
	}
	for _, place := range []string{"/root", "/home", "perfgym/", "PERFGYM", "PATH=", "@SPOOL@"} {
		rtLeakIf(strings.Contains(words.String(), place), words.String())
	}
	rtSolve()
}
