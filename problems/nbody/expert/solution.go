// Why it is fast: the pull of two bodies on each other is worked out once, for both; a body's own sum stays
// in registers while it meets all later ones; and every sum is written so that it becomes a fused
// multiply-add, as the adders are what there is too little of.
package main

import (
	"encoding/binary"
	"io"
	"math"
	"os"
	"unsafe"
)

const (
	maxBodies = 4096
	maxSteps  = 1000
)

type body struct {
	x, y, z, vx, vy, vz, mass float32
}

// What the inner loop touches of a body: half a cache line.
type point struct {
	x, y, z, mass float32
	ax, ay, az, _ float32
}

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func bytesOf(bodies []body) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(bodies))), len(bodies)*int(unsafe.Sizeof(body{})))
}

func accelerate(points []point) {
	for i := range points {
		p := &points[i]
		x, y, z, minus := p.x, p.y, p.z, -p.mass
		ax, ay, az := p.ax, p.ay, p.az
		later := points[i+1:]
		for j := range later {
			q := &later[j]
			dx, dy, dz := q.x-x, q.y-y, q.z-z
			r2 := dz*dz + (dy*dy + (dx*dx + 1e-6))
			// Nothing else needs r2: the root takes its register, and so waits for no other.
			s := 1 / float32(math.Sqrt(float64(r2)))
			s *= s * s
			here, there := q.mass*s, minus*s
			ax += here * dx
			ay += here * dy
			az += here * dz
			q.ax += there * dx
			q.ay += there * dy
			q.az += there * dz
		}
		p.ax, p.ay, p.az = ax, ay, az
	}
}

func main() {
	var header [12]byte
	readExactly(header[:])
	n := int32(binary.LittleEndian.Uint32(header[0:]))
	steps := int32(binary.LittleEndian.Uint32(header[4:]))
	dt := math.Float32frombits(binary.LittleEndian.Uint32(header[8:]))
	if n < 1 || n > maxBodies || steps < 1 || steps > maxSteps {
		os.Exit(1)
	}
	bodies, points := make([]body, n), make([]point, n)
	readExactly(bytesOf(bodies))
	for ; steps > 0; steps-- {
		for i := range bodies {
			b := &bodies[i]
			points[i] = point{x: b.x, y: b.y, z: b.z, mass: b.mass}
		}
		accelerate(points)
		for i := range bodies {
			b, p := &bodies[i], &points[i]
			b.vx += p.ax * dt
			b.vy += p.ay * dt
			b.vz += p.az * dt
			b.x += b.vx * dt
			b.y += b.vy * dt
			b.z += b.vz * dt
		}
	}
	if _, err := os.Stdout.Write(bytesOf(bodies)); err != nil {
		os.Exit(1)
	}
}
