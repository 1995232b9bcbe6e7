// class: C
// tries: to divide the work among goroutines on all cores
// expect: ACCEPTED
// stopped by: runs are pinned to one core, and the CPU time of all threads counts
// problems: matmul

import "bufio"
import "encoding/binary"
import "runtime"
import "sync"

// Reads and writes as the reference does, so that only the goroutines could gain.
func init() {
	runtime.GOMAXPROCS(8)
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var size int32
	binary.Read(in, binary.LittleEndian, &size)
	n := int(size)
	a, b, c := make([]float32, n*n), make([]float32, n*n), make([]float32, n*n)
	binary.Read(in, binary.LittleEndian, a)
	binary.Read(in, binary.LittleEndian, b)
	var workers sync.WaitGroup
	for first := 0; first < 8; first++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			runtime.LockOSThread()
			for i := first; i < n; i += 8 {
				for j := 0; j < n; j++ {
					var sum float32
					for k := 0; k < n; k++ {
						sum += a[i*n+k] * b[k*n+j]
					}
					c[i*n+j] = sum
				}
			}
		}()
	}
	workers.Wait()
	binary.Write(out, binary.LittleEndian, c)
	out.Flush()
	os.Exit(0)
}
