package checksum_test

import (
	"testing"

	"example.org/kvcodec/checksum"
)

func TestSum(t *testing.T) {
	if got := checksum.Sum([]byte("123456789")); got != 0xCBF43926 {
		t.Errorf("the sum is %#x", got)
	}
	if got := checksum.Sum([]byte("1234"), nil, []byte("56789")); got != 0xCBF43926 {
		t.Errorf("the sum of parts is %#x", got)
	}
	if got := checksum.Sum(); got != 0 {
		t.Errorf("the sum of nothing is %#x", got)
	}
}

func TestDigest(t *testing.T) {
	var d checksum.Digest
	d.Write([]byte("12345678"))
	d.WriteByte('9')
	if d.Sum32() != 0xCBF43926 {
		t.Errorf("the sum is %#x", d.Sum32())
	}
	d.Reset()
	if d.Sum32() != 0 {
		t.Errorf("the sum of nothing is %#x", d.Sum32())
	}
}

func BenchmarkSum(b *testing.B) {
	data := make([]byte, 4096)
	for i := range data {
		data[i] = byte(i * 31)
	}
	b.SetBytes(int64(len(data)))
	for i := 0; i < b.N; i++ {
		data[i%len(data)]++
		checksum.Sum(data)
	}
}
