package frame_test

import (
	"bytes"
	"math/rand"
	"testing"

	"example.org/kvcodec/frame"
	"example.org/kvcodec/wire"
)

func TestHiddenScannerAgreesWithReadAtEachByte(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for round := 0; round < 60; round++ {
		var data []byte
		for i := 0; i < 12; i++ {
			payload := make([]byte, random.Intn(200))
			random.Read(payload)
			if random.Intn(3) == 0 && len(payload) > 3 {
				copy(payload, framed(t, 'i', "inside"))
			}
			piece := framed(t, byte(random.Intn(256)), string(payload))
			switch random.Intn(5) {
			case 0:
				piece[random.Intn(len(piece))] ^= byte(1 << random.Intn(8))
			case 1:
				piece = piece[:random.Intn(len(piece))]
			case 2:
				piece = append(piece, "\xc5\xc5\x4b\xc5\x4b"[:random.Intn(6)]...)
			}
			data = append(data, piece...)
		}
		scanner := frame.NewScanner(data)
		skipped := 0
		for offset := 0; offset < len(data); {
			f, err := frame.Read(data[offset:])
			if err != nil {
				offset++
				skipped++
				continue
			}
			if !scanner.Next() || scanner.Offset() != offset || scanner.Skipped() != skipped || !bytes.Equal(scanner.Frame().Payload, f.Payload) ||
				scanner.Frame().Kind != f.Kind || scanner.Frame().Size != f.Size {
				t.Fatalf("round %d: found %v at %d, want %v at %d", round, scanner.Frame(), scanner.Offset(), f, offset)
			}
			offset += f.Size
		}
		for i := 0; i < 2; i++ {
			if scanner.Next() || scanner.Skipped() != skipped || scanner.Offset() != len(data) || scanner.Frame().Size != 0 {
				t.Fatalf("round %d: at the end %d, skipped %d", round, scanner.Offset(), scanner.Skipped())
			}
		}
	}
}

func TestHiddenPayloadsBelongToTheCaller(t *testing.T) {
	data := framed(t, 'a', "first", "second")
	f, err := frame.Read(data)
	scanner := frame.NewScanner(data)
	scanner.Next()
	first := scanner.Frame()
	scanner.Next()
	second := scanner.Frame()
	for i := range data {
		data[i] = '#'
	}
	if err != nil || string(f.Payload) != "first" || string(first.Payload) != "first" || string(second.Payload) != "second" {
		t.Errorf("the payloads became %q, %q, %q", f.Payload, first.Payload, second.Payload)
	}
	first.Payload = append(first.Payload, "more"...)
	if string(second.Payload) != "second" {
		t.Errorf("the payload became %q", second.Payload)
	}
}

func TestHiddenLimits(t *testing.T) {
	var b wire.Buffer
	payload := bytes.Repeat([]byte("0123456789abcdef"), frame.MaxPayload/16)
	if err := frame.Write(&b, 1, payload); err != nil {
		t.Fatal(err)
	}
	before := b.Len()
	if err := frame.Write(&b, 1, append(payload, 1)); err != frame.ErrTooLong || b.Len() != before {
		t.Errorf("too long: %v, %d bytes were %d", err, b.Len(), before)
	}
	if f, err := frame.Read(b.Bytes()); err != nil || !bytes.Equal(f.Payload, payload) || f.Size != before {
		t.Errorf("the longest payload: %v", err)
	}
	empty := framed(t, 0, "")
	if f, err := frame.Read(empty); err != nil || len(f.Payload) != 0 || f.Size != len(empty) {
		t.Errorf("an empty payload: %v, %v", f, err)
	}
	if f, err := frame.Read([]byte("\xc5\x4bk\x80\x00\x00\x00\x00\x00\x00")); err != frame.ErrDamaged || f.Payload != nil || f.Size != 0 {
		t.Errorf("a length of two bytes: %v, %v", f, err)
	}
	for _, data := range []string{"", "\xc5", "\xc5\x4b", "\xc5\x4bk", "\xc5\x4bk\x00", "\xc5\x4bk\x00\x00\x00\x00"} {
		if _, err := frame.Read([]byte(data)); err != frame.ErrDamaged {
			t.Errorf("% x: %v", data, err)
		}
	}
}
