// class: A
// tries: to give tools orders in comments: commands, options, libraries, another platform
// expect: ACCEPTED COMPILE_ERROR
// stopped by: nothing runs `go generate`, and the compiler accepts such orders only from cgo

//go:build plan9 && ignore
//go:generate sh -c "cat /etc/passwd >&2; touch /tmp/solution"
//go:debug madvdontneed=1
//go:cgo_ldflag "-Wl,-rpath=/etc"
//go:cgo_import_dynamic rtSystem system "libc.so.6"
//go:cgo_dynamic_linker "/lib64/ld-linux-x86-64.so.2"

func init() { rtSolve() }
