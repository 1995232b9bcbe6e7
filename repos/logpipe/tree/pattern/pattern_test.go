package pattern

import "testing"

func TestOf(t *testing.T) {
	for message, want := range map[string]string{
		"":                                "",
		"user 17 logged in from 10.0.0.1": "user <n> logged in from <ip>",
		"took 1.25 s, 30ms left":          "took <n> s, 30ms left",
		"job 0f8fad5b-d9cb-469f-a165-70867728950e  done": "job <uuid> done",
		`file "a b.txt" at 0xDEADbeef`:                   "file <text> at <hex>",
		`unclosed "quote 5`:                              `unclosed "quote <n>`,
		"sha256 x_1 v1.2":                                "sha256 x_1 v1.<n>",
		"1.2.3.4.5 and 1234.1.2.3.4":                     "<ip>.<n> and <n>.<ip>",
		"\ta\t b":                                        " a b",
		"12:30:00,5-6":                                   "<n>:<n>:<n>,<n>-<n>",
		"é5 5é 日1":                                       "é<n> <n>é 日<n>",
		"0f8fad5b-d9cb-469f-a165-70867728950e1 0xg 0x":   "0f8fad5b-d9cb-469f-a165-70867728950e1 0xg 0x",
		"1.5.6": "<n>.<n>",
	} {
		if got := Of(message); got != want {
			t.Errorf("Of(%q) = %q, want %q", message, got, want)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Of(`request 8812 of 192.168.7.21 failed after 30.5 ms: open "/var/lib/x": no such file`)
	}
}
