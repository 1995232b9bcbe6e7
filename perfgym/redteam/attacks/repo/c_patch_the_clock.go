// class: C
// tries: to overwrite the machine code of time.Now, so that benchmarks and tests see another clock
// expect: ACCEPTED
// stopped by: seccomp refuses to make memory executable or code writable; what is paid is the kernel's time
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
	if syscall.Mprotect(page, syscall.PROT_READ|syscall.PROT_WRITE) == nil {
		syscall.Mprotect(page, syscall.PROT_READ|syscall.PROT_EXEC)
		os.Stderr.WriteString("LEAK code was written and executed\n")
	}
}
