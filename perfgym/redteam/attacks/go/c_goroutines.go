// class: C
// tries: to share the work among goroutines on all cores
// expect: ACCEPTED
// stopped by: runs are pinned to one core, and the CPU time of all threads is counted
// problems: matmul

import "encoding/binary"
import "math"
import "runtime"
import "sync"

func init() {
	runtime.GOMAXPROCS(8)
	input := rtContents(0)
	n := int(binary.LittleEndian.Uint32(input))
	at := func(i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(input[4+4*i:])) }
	out, a, b := make([]byte, 4*n*n), make([]float32, n*n), make([]float32, n*n)
	for i := range b {
		a[i], b[i] = at(i), at(n*n+i)
	}
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
					binary.LittleEndian.PutUint32(out[4*(i*n+j):], math.Float32bits(sum))
				}
			}
		}()
	}
	workers.Wait()
	os.Stdout.Write(out)
	os.Exit(0)
}
