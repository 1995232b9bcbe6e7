package checksum_test

import (
	"hash/crc32"
	"math/rand"
	"testing"

	"example.org/kvcodec/checksum"
)

func TestHiddenSumsOfAnyPieces(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for round := 0; round < 300; round++ {
		data := make([]byte, random.Intn(600))
		random.Read(data)
		want := crc32.ChecksumIEEE(data)
		var d checksum.Digest
		var parts [][]byte
		for rest := data; len(rest) > 0; {
			n := 1 + random.Intn(len(rest))
			parts = append(parts, rest[:n])
			if n == 1 {
				d.WriteByte(rest[0])
			} else if written, err := d.Write(rest[:n]); written != n || err != nil {
				t.Fatalf("wrote %d of %d, %v", written, n, err)
			}
			rest = rest[n:]
		}
		if got := checksum.Sum(parts...); got != want || d.Sum32() != want || checksum.Sum(data) != want {
			t.Fatalf("sums are %#x and %#x, want %#x", got, d.Sum32(), want)
		}
	}
}
