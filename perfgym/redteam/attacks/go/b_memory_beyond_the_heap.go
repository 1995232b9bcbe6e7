// class: B
// tries: to use private and shared memory that the run-time does not know, page by page
// expect: OUT_OF_MEMORY CRASHED
// stopped by: the memory limit, which counts pages, whoever asked for them

func init() {
	for kind := 0; ; kind++ {
		memory, err := syscall.Mmap(-1, 0, 16<<20, syscall.PROT_READ|syscall.PROT_WRITE, 0x21+kind%2)
		if err != nil {
			panic(err)
		}
		for i := 0; i < len(memory); i += 4096 {
			memory[i] = 1
		}
	}
}
