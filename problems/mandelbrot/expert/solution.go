// Why it is fast: two points step at once, so that their chains of operations overlap; one that is done gives
// its place to the next one. A point that is where it was before will be there again and again, as numbers
// are integers, so it never gets out: most points inside are found that way long before their last step.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxPoints    = 1_000_000
	maxSteps     = 65_535
	fractionBits = 23
	border       = 4 << fractionBits
	longest      = 64 // steps in a row; cycles of up to as many are found
)

// A point that steps at present.
type place struct {
	x, y, re, im int64
	steps        int64
	index        int
}

// Lets both points make so many steps, or fewer: until one is out, or back where it was at first. Says which
// is.
func advance(p, q *place, steps int64) (pOut, qOut, pBack, qBack bool) {
	px, py, qx, qy := p.x, p.y, q.x, q.y
	pre, pim, qre, qim := p.re, p.im, q.re, q.im
	pKeptX, pKeptY, qKeptX, qKeptY := px, py, qx, qy
	made := int64(0)
	for made < steps {
		pxx, pyy := px*px>>fractionBits, py*py>>fractionBits
		qxx, qyy := qx*qx>>fractionBits, qy*qy>>fractionBits
		if pxx+pyy > border || qxx+qyy > border {
			pOut, qOut = pxx+pyy > border, qxx+qyy > border
			break
		}
		py = px*py>>(fractionBits-1) + pim
		px = pxx - pyy + pre
		qy = qx*qy>>(fractionBits-1) + qim
		qx = qxx - qyy + qre
		made++
		if (px == pKeptX && py == pKeptY) || (qx == qKeptX && qy == qKeptY) {
			pBack, qBack = px == pKeptX && py == pKeptY, qx == qKeptX && qy == qKeptY
			break
		}
	}
	p.x, p.y, q.x, q.y = px, py, qx, qy
	p.steps += made
	q.steps += made
	return
}

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func intAt(bytes []byte, i int) int64 {
	return int64(int32(binary.LittleEndian.Uint32(bytes[4*i:])))
}

type task struct {
	points []byte
	times  []byte
	n      int
	most   int64
	next   int
}

// The next point, or one that never gets out and belongs to none.
func (t *task) put(p *place) {
	*p = place{index: t.next}
	if t.next < t.n {
		p.re, p.im = intAt(t.points, 2*t.next), intAt(t.points, 2*t.next+1)
		t.next++
		return
	}
	p.index = -1
}

func (t *task) finish(p *place, steps int64) {
	if p.index >= 0 {
		binary.LittleEndian.PutUint16(t.times[2*p.index:], uint16(steps))
	}
	t.put(p)
}

func (t *task) run() {
	var p, q place
	t.put(&p)
	t.put(&q)
	for p.index >= 0 || q.index >= 0 {
		steps := min(longest, t.most-p.steps, t.most-q.steps)
		pOut, qOut, pBack, qBack := advance(&p, &q, steps)
		switch {
		case pOut:
			t.finish(&p, p.steps)
		case pBack || p.steps == t.most:
			t.finish(&p, t.most)
		}
		switch {
		case qOut:
			t.finish(&q, q.steps)
		case qBack || q.steps == t.most:
			t.finish(&q, t.most)
		}
	}
}

func main() {
	var header [8]byte
	readExactly(header[:])
	n, most := intAt(header[:], 0), intAt(header[:], 1)
	if n < 1 || n > maxPoints || most < 1 || most > maxSteps {
		os.Exit(1)
	}
	t := task{points: make([]byte, 8*n), times: make([]byte, 2*n), n: int(n), most: most}
	readExactly(t.points)
	t.run()
	if _, err := os.Stdout.Write(t.times); err != nil {
		os.Exit(1)
	}
}
