// class: A
// tries: to find the host's environment, paths and file names in memory above its stack
// expect: ACCEPTED
// stopped by: a run starts with an environment of perfgym's, and the program is an unnamed file

import "strings"
import "unsafe"

func init() {
	for _, variable := range os.Environ() {
		rtLeakIf(variable != "GOMAXPROCS=1", variable)
	}
	first := unsafe.Pointer(unsafe.StringData(os.Args[0])) // the kernel stores all such strings here
	var words strings.Builder
	for page := 4096 - int(uintptr(first)%4096); page > 0; page-- {
		words.WriteByte(*(*byte)(unsafe.Add(first, words.Len())))
	}
	for _, place := range []string{"/root", "/home", "perfgym/", "PERFGYM", "PATH=", "@SPOOL@"} {
		rtLeakIf(strings.Contains(words.String(), place), words.String())
	}
	rtSolve()
}
