"""The tools that count, in the real sandbox, with benchmarks of the agent's own whose cost is known."""

import contextlib
import re
from collections.abc import Generator
from typing import Any

import gymnasium as gym
import pytest

from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.envs.repo.tools import counts
from perfgym.errors import MachineError
from perfgym.languages.go_module import go_toolchain
from perfgym.measure.backends.perf_events import CYCLES, SOFTWARE, why_not_counted
from perfgym.measure.backends.valgrind import find_valgrind
from perfgym.records import Role
from perfgym.repo.workspace.git import git_toolchain

BENCHMARKS = """\
package casing

import (
	"os"
	"sync"
	"sync/atomic"
	"testing"
)

type shared struct {
	mu    sync.Mutex
	hits  atomic.Int64
	total int
}

var sink int

//go:noinline
func thousand() {
	for i := 0; i < 1000; i++ {
		sink += i
	}
}

func BenchmarkHonest(b *testing.B) {
	for i := 0; i < b.N; i++ {
		thousand()
	}
}

func BenchmarkStopped(b *testing.B) {
	b.StopTimer()
	for i := 0; i < b.N; i++ {
		thousand()
	}
}

func BenchmarkShared(b *testing.B) {
	s := &shared{}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			s.mu.Lock()
			s.total++
			s.mu.Unlock()
			s.hits.Add(1)
		}
	})
}

func BenchmarkOpensAFile(b *testing.B) {
	if err := os.WriteFile("/tmp/x", nil, 0o600); err != nil {
		b.Fatal(err)
	}
	for i := 0; i < b.N; i++ {
		thousand()
	}
}
"""


@pytest.fixture(scope="module")
def shared() -> Generator[PerfRepoEnv]:
    """One environment for all tests of this module."""
    try:
        go_toolchain()
        git_toolchain()
    except MachineError as error:
        pytest.skip(str(error))
    with contextlib.closing(gym.make("PerfRepo-strings-go-v0", backend="fake", max_steps=60)) as env:
        yield env.unwrapped  # pyright: ignore[reportReturnType]


@pytest.fixture
def env(shared: PerfRepoEnv) -> PerfRepoEnv:
    """The environment, at the beginning of an episode, with benchmarks of the agent's own."""
    shared.reset(seed=1)
    told(shared, action_type="patch", patch_file="casing/mine_test.go", patch_content=BENCHMARKS)
    return shared


def told(env: PerfRepoEnv, **action: Any) -> tuple[str, dict[str, Any]]:
    """Outcome and result of a step that must not fail; the feedback is in the result."""
    observation, _, _, truncated, info = env.step(action)
    assert (truncated, info["fault"]) == (False, 0.0)
    return info["outcome"], {**info["result"], "feedback": observation["feedback"]}


@pytest.mark.full
def test_the_kernel_sees_work_that_a_benchmark_hides(env: PerfRepoEnv) -> None:
    outcome, result = told(
        env,
        action_type="benchmarks",
        bench_suite="./casing Benchmark(Honest|Stopped)$",
        bench_time="100000x",
        bench_count=4,
        bench_stat=0,
    )
    assert outcome == "OK"
    found = {one["name"]: one for one in result["bench_summary"]}
    honest, stopped = found["casing.Honest"], found["casing.Stopped"]
    assert stopped["sec/op"]["median"] < honest["sec/op"]["median"] / 10
    assert stopped["kernel_ns_op"] > honest["kernel_ns_op"] / 2
    assert re.search("Warning: .*yours casing.Stopped: sec/op is below", result["feedback"])


@pytest.mark.full
def test_build_flags_last_for_the_episode_and_change_what_is_built(env: PerfRepoEnv) -> None:
    _, before = told(env, action_type="escape_analysis", escape_target="./casing", escape_flags="-m")
    outcome, result = told(env, action_type="build_flags", build_flags="-gcflags=-l")
    assert (outcome, result["build_flags"]) == ("OK", ["-gcflags=-l"])
    _, after = told(env, action_type="escape_analysis", escape_target="./casing", escape_flags="-m")
    assert "can inline" in before["feedback"]
    assert "can inline" not in after["feedback"]
    outcome, _ = told(env, action_type="tests", test_suite="./casing")
    assert outcome == "OK"
    env.reset(seed=1)
    assert env._bench.build_flags == ()


@pytest.mark.full
def test_stat_names_the_source_of_each_figure(env: PerfRepoEnv) -> None:
    """Without hardware counters a simulator counts, and what no one counts is absent with a reason."""
    outcome, result = told(env, action_type="perf", perf_bench="./casing Benchmark(Honest|OpensAFile)$")
    assert outcome == "OK"
    summary = result["perf_summary"]
    events = summary["events"]["casing.Honest"]
    assert events["cpu_ns"]["source"] == "kernel"
    assert events["cpu_ns"]["value"] > 0
    if why_not_counted([CYCLES], kernel=False):
        assert "hardware" in summary["absent"]["cycles"]
        assert "cycles" not in events
    else:
        assert events["cycles"]["source"] == counts.HARDWARE
    with contextlib.suppress(MachineError):
        find_valgrind()
        assert events["instructions"]["source"] in (counts.CACHEGRIND, counts.HARDWARE)
        assert events["instructions"]["value"] == pytest.approx(5000, rel=0.3)
        if events["instructions"]["source"] == counts.CACHEGRIND:
            assert "no file can be opened" in summary["partly_absent"]["casing.OpensAFile"]["instructions"]
    for one in (*events.values(), *summary["absent"].values()):
        assert one


@pytest.mark.full
def test_hardware_counters_are_read_from_outside(env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted by software events, which machines without counters have too."""
    if why := why_not_counted(SOFTWARE.values(), kernel=False):
        pytest.skip(why)
    profile = {Role.TIME: SOFTWARE["task-clock"], Role.L1D_MISSES: SOFTWARE["page-faults"]}
    monkeypatch.setattr(counts, "profile_here", lambda: (profile, {Role.BRANCH_MISSES: "no counter is left"}))
    counts._counters.cache_clear()
    try:
        _, result = told(env, action_type="perf", perf_bench="./casing BenchmarkHonest$")
    finally:
        counts._counters.cache_clear()
    events = result["perf_summary"]["events"]["casing.Honest"]
    assert events["cycles"]["source"] == counts.HARDWARE
    assert events["cycles"]["value"] == pytest.approx(events["cpu_ns"]["value"], rel=0.5)


@pytest.mark.full
def test_mem_shows_misses_by_line_and_its_sources(env: PerfRepoEnv) -> None:
    outcome, result = told(env, action_type="perf", perf_mode="mem", perf_bench="./casing BenchmarkSlug")
    assert outcome == "OK"
    summary = result["perf_summary"]
    assert "memory profiler" in summary["source"]
    with contextlib.suppress(MachineError):
        find_valgrind()
        assert "cachegrind" in summary["misses"]["source"]
        assert any(line["file"].startswith("casing/") for line in summary["misses"]["lines"])
    assert "by line of this processor are absent" in result["feedback"]


@pytest.mark.full
def test_contention_shows_what_lies_together_and_says_what_it_is_not(env: PerfRepoEnv) -> None:
    outcome, result = told(env, action_type="perf", perf_mode="c2c", perf_bench="./casing BenchmarkHonest$")
    assert outcome == "OK"
    summary = result["perf_summary"]
    assert summary["mode"] == "contention"
    assert summary["structs"] == [
        {"struct": "casing.shared", "bytes": 24, "fields": {"mu": 0, "hits": 8}},
    ]
    assert "cache_lines_between_cores" in summary["absent"]
    assert "perf c2c" in result["feedback"]


@pytest.mark.full
def test_contention_of_two_threads_is_profiled(env: PerfRepoEnv) -> None:
    _, result = told(env, action_type="perf", perf_mode="c2c", perf_bench="./casing BenchmarkShared$")
    summary = result["perf_summary"]
    if "mutex_profile" in summary["absent"]:
        assert "second core" in summary["absent"]["mutex_profile"]
        pytest.skip(summary["absent"]["mutex_profile"])
    assert [profile["source"] for profile in summary["profiles"]] == [
        "Go's mutex profiler",
        "Go's block profiler",
    ]
    (scaled,) = summary["cpu_ns_by_threads"]
    assert scaled["source"] == "kernel"
    assert scaled["cpu_ns"]["1"] > 0
