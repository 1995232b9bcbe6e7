// Gravity between all pairs of bodies, kept as an array of structures.
package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
)

const (
	maxBodies = 4096
	maxSteps  = 1000
)

type body struct {
	X, Y, Z, VX, VY, VZ, Mass float32
}

type vector struct {
	x, y, z float32
}

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func acceleration(bodies []body, i int) vector {
	var a vector
	for j := range bodies {
		if j == i {
			continue
		}
		dx := bodies[j].X - bodies[i].X
		dy := bodies[j].Y - bodies[i].Y
		dz := bodies[j].Z - bodies[i].Z
		r2 := dx*dx + dy*dy + dz*dz + 1e-6
		s := 1 / float32(math.Sqrt(float64(r2)))
		weight := bodies[j].Mass * (s * s * s)
		a.x += weight * dx
		a.y += weight * dy
		a.z += weight * dz
	}
	return a
}

func (b *body) move(a vector, dt float32) {
	b.VX += a.x * dt
	b.VY += a.y * dt
	b.VZ += a.z * dt
	b.X += b.VX * dt
	b.Y += b.VY * dt
	b.Z += b.VZ * dt
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct {
		Bodies, Steps int32
		DT            float32
	}
	readExactly(in, &header)
	if header.Bodies < 1 || header.Bodies > maxBodies || header.Steps < 1 || header.Steps > maxSteps {
		os.Exit(1)
	}
	bodies := make([]body, header.Bodies)
	accelerations := make([]vector, header.Bodies)
	readExactly(in, bodies)
	for step := int32(0); step < header.Steps; step++ {
		for i := range bodies {
			accelerations[i] = acceleration(bodies, i)
		}
		for i := range bodies {
			bodies[i].move(accelerations[i], header.DT)
		}
	}
	if binary.Write(out, binary.LittleEndian, bodies) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
