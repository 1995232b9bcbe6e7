"""class: F
tries: to flood, to confuse and to stop the readers of tests, benchmarks and profiles by what its own tests write
expect: ACCEPTED
stopped by: readers that are bounded in time and memory, and take nothing that is printed for true
"""

import time
from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository

_FLOODS = (
    r'strings.Repeat("\x16", 7<<20)',
    r'strings.Repeat("\x16--- FAIL: TestX (0.00s)\n", 200000)',
    r'strings.Repeat("\x1b[2J\u202e\x00\r", 500000)',
    r'strings.Repeat("BenchmarkX 1 1e999 ns/op NaN B/op -5 allocs/op 1e-300 x/y-z\n", 100000)',
    r'"BenchmarkY " + strings.Repeat("9", 1<<20) + " 1 ns/op\n"',
)
_TEST = """package @PACKAGE@

import (
	"bytes"
	"compress/gzip"
	"os"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	os.Stdout.WriteString(@FLOOD@)
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	zip.Write([]byte(@PROFILE@))
	zip.Close()
	os.WriteFile("/tmp/profile", packed.Bytes(), 0o644)
	os.Exit(0)
}

var _ = strings.Repeat
"""
_PROFILES = (
    # One sample, with a value of a kind that nobody asks for; bombs; many frames.
    r'"\x0a\x04\x08\x01\x10\x02\x12\x03\x12\x01\x07\x32\x00\x32\x01x\x32\x01y"',
    r'strings.Repeat("\x00", 200<<20)',
    r'strings.Repeat("\x12\x0c\x0a\x08\x01\x01\x01\x01\x01\x01\x01\x01\x12\x00", 100000)',
)


def play(episode: AttackedRepository) -> Iterator[str]:
    folder, package = next(iter(episode.packages.items()))
    suite = f"./{folder}" if folder else "."
    path = f"{folder}/zz_main_test.go" if folder else "zz_main_test.go"
    shots = [(flood, '""') for flood in _FLOODS] + [('""', profile) for profile in _PROFILES]
    for flood, profile in shots:
        text = _TEST.replace("@PACKAGE@", package).replace("@FLOOD@", flood).replace("@PROFILE@", profile)
        episode.write(path, text)
        for action in (
            {"action_type": "tests", "test_suite": suite, "test_verbose": 1},
            {"action_type": "benchmarks", "bench_suite": suite, "bench_count": 1},
            {"action_type": "perf", "perf_bench": suite},
            {"action_type": "perf", "perf_bench": suite, "perf_mode": "mem"},
        ):
            started = time.monotonic()
            told = episode.act(**action)
            if time.monotonic() - started > 60:
                yield f"{action['action_type']} took {time.monotonic() - started:.0f} s for {flood:.40}{profile:.40}"
            if not all(character.isprintable() or character in "\n\t" for character in told.feedback):
                yield f"{action['action_type']} let control characters into the feedback"
