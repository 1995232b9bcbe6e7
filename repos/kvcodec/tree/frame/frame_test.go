package frame_test

import (
	"bytes"
	"errors"
	"testing"

	"example.org/kvcodec/frame"
	"example.org/kvcodec/wire"
)

func framed(t testing.TB, kind byte, payloads ...string) []byte {
	t.Helper()
	var b wire.Buffer
	for _, payload := range payloads {
		if err := frame.Write(&b, kind, []byte(payload)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	data := framed(t, 'k', "hello")
	if want := []byte("\xc5\x4bk\x05hello\x84\x10\x8e\x31"); len(data) != len(want) || !bytes.Equal(data[:9], want[:9]) {
		t.Errorf("the frame is % x", data)
	}
	f, err := frame.Read(append(data, "more"...))
	if err != nil || f.Kind != 'k' || string(f.Payload) != "hello" || f.Size != len(data) {
		t.Errorf("read %v, %v", f, err)
	}
}

func TestDamage(t *testing.T) {
	data := framed(t, 'k', "hello")
	for i := range data {
		damaged := bytes.Clone(data)
		damaged[i] ^= 0x10
		if _, err := frame.Read(damaged); !errors.Is(err, frame.ErrDamaged) {
			t.Errorf("byte %d: %v", i, err)
		}
		if _, err := frame.Read(data[:i]); !errors.Is(err, frame.ErrDamaged) {
			t.Errorf("%d bytes: %v", i, err)
		}
	}
	if err := frame.Write(new(wire.Buffer), 0, make([]byte, frame.MaxPayload+1)); !errors.Is(err, frame.ErrTooLong) {
		t.Errorf("a long payload: %v", err)
	}
}

func TestScanner(t *testing.T) {
	first, second, third := framed(t, 'a', "one"), framed(t, 'b', "two"), framed(t, 'c', "three")
	second[5]++
	data := bytes.Join([][]byte{[]byte("xy"), first, second, {0xC5}, third, {0xC5, 0x4B}}, nil)
	scanner := frame.NewScanner(data)
	var found []string
	for scanner.Next() {
		found = append(found, string(scanner.Frame().Payload))
		if f, err := frame.Read(data[scanner.Offset():]); err != nil || f.Kind != scanner.Frame().Kind {
			t.Errorf("the frame is not at %d: %v", scanner.Offset(), err)
		}
	}
	if len(found) != 2 || found[0] != "one" || found[1] != "three" || scanner.Skipped() != 2+len(second)+1+2 {
		t.Errorf("found %q, skipped %d", found, scanner.Skipped())
	}
}

func BenchmarkWrite(b *testing.B) {
	payload := bytes.Repeat([]byte("payload "), 60)
	b.SetBytes(int64(len(payload)))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		var buffer wire.Buffer
		if err := frame.Write(&buffer, 'b', payload); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScanner(b *testing.B) {
	data := bytes.Join([][]byte{framed(b, 'a', "one", "two", "three"), bytes.Repeat([]byte("damage"), 100), framed(b, 'a', "four")}, nil)
	b.SetBytes(int64(len(data)))
	for i := 0; i < b.N; i++ {
		n := 0
		for scanner := frame.NewScanner(data); scanner.Next(); {
			n++
		}
		if n != 4 {
			b.Fatal(n)
		}
	}
}
