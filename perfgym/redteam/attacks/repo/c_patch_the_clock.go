// class: C
// tries: to overwrite the machine code of time.Now, so that benchmarks and tests see another clock
// expect: CRASHED
// stopped by: seccomp refuses to make memory executable, also what was code before it was written
package @PACKAGE@

import (
	"os"
	"reflect"
	"syscall"
	"time"
	"unsafe"
)

func init() {
	at := reflect.ValueOf(time.Now).Pointer()
	page := unsafe.Slice((*byte)(unsafe.Pointer(at&^4095)), 8192)
	if syscall.Mprotect(page, syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC) == nil {
		os.Stderr.WriteString("LEAK code became writable\n")
	}
	if syscall.Mprotect(page, syscall.PROT_READ|syscall.PROT_WRITE) != nil {
		return
	}
	page[0] = page[0]
	if syscall.Mprotect(page, syscall.PROT_READ|syscall.PROT_EXEC) == nil {
		os.Stderr.WriteString("LEAK code was written and became executable again\n")
	}
}
