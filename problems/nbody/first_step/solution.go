// Gravity between all pairs of bodies, each pair once: a body pulls another as the other pulls it.
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

// attract adds to the accelerations of all bodies what body i and those after it do to each other.
func attract(bodies []body, i int, accelerations []vector) {
	a := accelerations[i]
	for j := i + 1; j < len(bodies); j++ {
		dx := bodies[j].X - bodies[i].X
		dy := bodies[j].Y - bodies[i].Y
		dz := bodies[j].Z - bodies[i].Z
		r2 := dx*dx + dy*dy + dz*dz + 1e-6
		s := 1 / float32(math.Sqrt(float64(r2)))
		cubed := s * s * s
		weight, back := bodies[j].Mass*cubed, bodies[i].Mass*cubed
		a.x += weight * dx
		a.y += weight * dy
		a.z += weight * dz
		accelerations[j].x -= back * dx
		accelerations[j].y -= back * dy
		accelerations[j].z -= back * dz
	}
	accelerations[i] = a
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
		clear(accelerations)
		for i := range bodies {
			attract(bodies, i, accelerations)
		}
		for i := range bodies {
			bodies[i].move(accelerations[i], header.DT)
		}
	}
	if binary.Write(out, binary.LittleEndian, bodies) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
