// Package checksum computes the CRC-32 with the polynomial of Ethernet, as zip and PNG use it.
package checksum

const polynomial = 0xEDB88320

var table = makeTable()

// makeTable returns the remainder of each byte.
func makeTable() [256]uint32 {
	var table [256]uint32
	for i := range table {
		crc := uint32(i)
		for bit := 0; bit < 8; bit++ {
			if crc&1 == 1 {
				crc = crc>>1 ^ polynomial
			} else {
				crc >>= 1
			}
		}
		table[i] = crc
	}
	return table
}

// Digest is a checksum of the bytes written so far. Its zero value is ready to use.
type Digest struct {
	crc uint32
}

// update takes one byte in.
func (d *Digest) update(c byte) {
	crc := ^d.crc
	crc = table[byte(crc)^c] ^ crc>>8
	d.crc = ^crc
}

// Write takes bytes in. It never fails.
func (d *Digest) Write(p []byte) (int, error) {
	for _, c := range p {
		d.update(c)
	}
	return len(p), nil
}

// WriteByte takes one byte in. It never fails.
func (d *Digest) WriteByte(c byte) error {
	d.update(c)
	return nil
}

// Sum32 returns the checksum.
func (d *Digest) Sum32() uint32 { return d.crc }

// Reset forgets all bytes.
func (d *Digest) Reset() { d.crc = 0 }

// Sum returns the checksum of the parts, one after the other.
func Sum(parts ...[]byte) uint32 {
	var all []byte
	for _, part := range parts {
		all = append(all, part...)
	}
	digest := new(Digest)
	digest.Write(all)
	return digest.Sum32()
}
