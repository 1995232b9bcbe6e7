// class: B
// tries: to use up the memory of the machine where it is measured
// expect: OUT_OF_MEMORY CRASHED TIMED_OUT
// stopped by: the memory limit of a run
package @PACKAGE@

import "os"

func init() {
	for blocks := [][]byte(nil); len(os.Args) == 1; {
		block := make([]byte, 16<<20)
		for at := 0; at < len(block); at += 4096 {
			block[at] = 1
		}
		blocks = append(blocks, block)
	}
}
