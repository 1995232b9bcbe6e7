"""Reports of doctor on imitated machines, and on the noise of this one."""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfgym.bank import load_problem
from perfgym.cli.main import main
from perfgym.doctor import (
    Health,
    Noise,
    Row,
    examine,
    machine,
    measuring,
    run_self_test,
    self_test,
    self_test_rows,
    toolchains,
)
from perfgym.doctor.examine import _settings
from perfgym.doctor.sandbox import examine_memory_limit
from perfgym.doctor.self_test import _NEVER_CALLED, measure_noise
from perfgym.doctor.sizes import examine_sizes
from perfgym.errors import MachineError, ProblemError, SettingsError, ToolchainMissingError
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import fingerprint, usable_cores
from perfgym.measure import BACKENDS, FakeBackend
from perfgym.measure.backends import valgrind
from perfgym.measure.backends.hardware import HardwareBackend
from perfgym.records import Role
from perfgym.settings import Settings, resolve_settings
from perfgym.store import SizeFit, SizeFits, SizeKey
from perfgym.store.store import default_store_path
from tests.doubles.machine import QUIET, imitate
from tests.doubles.programs import ended, fake_sandbox, right

LAST = usable_cores()[-1]
NOISE = Noise(
    problem="matmul",
    language="c",
    event="cpu_time_ns",
    core=1,
    log_ratios=(0.01, -0.01) * 10,
    redrawn=1,
    noise_floor=0.012,
    smallest_gain=0.03,
    evaluations=2,
    false_alarms=0,
    replayed=400,
    replayed_false_alarms=4,
    wall_s=4.2,
)


def by_name(rows: Iterator[Row]) -> Mapping[str, Row]:
    return {row.what: row for row in rows}


def machine_rows() -> Mapping[str, Row]:
    """All that is read of the machine, without its sandbox."""
    settings = Settings()
    return by_name(
        itertools.chain(
            machine.examine_machine(settings),
            machine.examine_noise_sources(settings),
            measuring.examine_backends(settings),
        )
    )


# ---- machines --------------------------------------------------------------------------------------


def test_a_quiet_machine_lacks_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It has a performance governor, an isolated core and no sibling threads."""
    imitate(monkeypatch, tmp_path, QUIET)
    settings = Settings()
    rows = [*machine.examine_machine(settings), *machine.examine_noise_sources(settings)]
    lacking = [row for row in rows if row.health is not Health.FINE and row.what != "cores"]
    assert lacking == []


@pytest.mark.parametrize(
    ("files", "what", "seen", "advice"),
    [
        (
            {f"cpu/cpu{LAST}/cpufreq/scaling_governor": "powersave"},
            "frequency governor", "powersave", "`cpupower frequency-set -g performance`",
        ),
        (
            {"cpu/smt/active": "1", f"cpu/cpu{LAST}/topology/thread_siblings_list": f"{LAST},{LAST + 64}"},
            "SMT", "on", f"CPUs {LAST}, {LAST + 64} are leased together; run `echo off > ",
        ),
        ({"cpu/cpufreq/boost": "1"}, "turbo", "on", "`echo 0 > "),
        ({"cpu/intel_pstate/no_turbo": "0"}, "turbo", "on", "`echo 1 > "),
        (
            {"proc/sys/kernel/randomize_va_space": "0"},
            "address layout (ASLR)", "fixed", "`sysctl -w kernel.randomize_va_space=2`",
        ),
        ({"proc/stat": "cpu 50 0 0 45 0 0 0 5 0 0"}, "stolen time", "5.0 %", "cores of its own"),
        ({"proc/cpuinfo": "flags : avx2 hypervisor\n"}, "virtual machine", "yes", "other guests"),
        ({"cpu/isolated": ""}, "isolated cores", "none", "`isolcpus=N`"),
        ({"cpu/isolated": "1022-1023"}, "isolated cores", "out of reach", "--cpuset-cpus=1022,1023`"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)  # fmt: skip
def test_a_shortcoming_is_reported_with_its_fix(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str], what: str, seen: str, advice: str
) -> None:
    """The machine is quiet in every other respect."""
    imitate(monkeypatch, tmp_path, QUIET | files)
    row = machine_rows()[what]
    assert row.health is Health.LIMITED
    assert seen in row.seen
    assert advice in row.advice


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("4", r"no hardware backend; run `sysctl -w kernel\.perf_event_paranoid=1` as root"),
        ("2", r"user space alone .*; run `sysctl -w kernel\.perf_event_paranoid=1` as root"),
        ("1", r"perf_event_open is refused.*`--security-opt seccomp=unconfined`"),
        (None, r"no perf events"),
    ],
)
def test_doctor_names_the_cost_of_each_paranoid_level_to_an_ordinary_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, level: str | None, says: str
) -> None:
    """If the level is not the reason, the row names another one."""
    told = {} if level is None else {"proc/sys/kernel/perf_event_paranoid": level}
    imitate(monkeypatch, tmp_path, told)
    monkeypatch.setattr(measuring, "kernel_may_be_counted", lambda: False)
    row = measuring._permission_to_count()
    assert row.health is Health.LIMITED
    assert re.search(says, row.advice)


def test_a_user_who_may_count_everything_loses_nothing_by_the_level(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Root of the machine may count at every level."""
    imitate(monkeypatch, tmp_path, {"proc/sys/kernel/perf_event_paranoid": "4"})
    monkeypatch.setattr(measuring, "kernel_may_be_counted", lambda: True)
    assert measuring._permission_to_count().health is Health.FINE


def test_a_machine_without_proc_and_sys_is_examined(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leases and instructions are broken, and their rows say what to mount."""
    imitate(monkeypatch, tmp_path, {})
    rows = machine_rows()
    broken = {what: row.advice for what, row in rows.items() if row.health is Health.BROKEN}
    assert set(broken) == {"x86-64-v3", "core leases"}
    assert "mount /proc" in broken["x86-64-v3"]
    assert "mount /sys" in broken["core leases"]
    assert examine_memory_limit().seen == "address-space"


def test_a_core_without_a_topology_folder_cannot_be_leased(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The row names the file that would be locked."""
    imitate(monkeypatch, tmp_path, {p: t for p, t in QUIET.items() if "topology" not in p})
    row = machine_rows()["core leases"]
    assert row.health is Health.BROKEN
    assert f"cpu{LAST}/topology/core_id" in row.advice


def test_without_valgrind_nothing_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row has the command that installs it."""
    monkeypatch.setattr(valgrind, "_FOLDERS", ())
    monkeypatch.setattr(valgrind.shutil, "which", lambda name: None)
    row = toolchains._valgrind()
    assert (row.health, row.seen) == (Health.LIMITED, "missing")
    assert "cannot be simulated" in row.advice
    assert row.advice.endswith("run `apt install valgrind`")
    assert by_name(measuring.examine_backends(Settings()))["simulated"].health is Health.LIMITED


def test_the_version_of_valgrind_is_shown() -> None:
    try:
        version = valgrind.valgrind_version()
    except MachineError as error:
        pytest.skip(str(error))
    assert version[0].isdigit()
    assert toolchains._valgrind().seen == f"valgrind {version}"


class _Missing:
    """A language without its compiler."""

    def toolchain(self) -> Any:
        raise ToolchainMissingError("no compiler; run `apt install it`")


def test_one_language_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language without its toolchain loses its environments. Without any toolchain, nothing works."""
    both = LANGUAGES | {"dead": _Missing()}
    monkeypatch.setattr(toolchains, "LANGUAGES", both)
    assert by_name(toolchains.examine_toolchains())["dead"].health is Health.LIMITED
    monkeypatch.setattr(toolchains, "LANGUAGES", {"dead": _Missing()})
    row = by_name(toolchains.examine_toolchains())["dead"]
    assert row.health is Health.BROKEN
    assert row.advice == "the environments in dead cannot be used; no compiler; run `apt install it`"


def test_a_backend_that_the_settings_ask_for_has_to_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it in the settings, a backend that does not work is only a shortcoming."""

    def lacking() -> FakeBackend:
        raise MachineError("there are no hardware counters here")

    monkeypatch.setattr(measuring, "BACKENDS", BACKENDS | {"hardware": lacking})
    assert by_name(measuring.examine_backends(Settings()))["hardware"].health is Health.LIMITED
    wanted = by_name(measuring.examine_backends(Settings(backend="hardware")))
    assert wanted["hardware"].health is Health.BROKEN


def test_counters_that_are_too_few_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row names the kernel's watchdog, which may occupy one."""

    class Few(FakeBackend):
        doctor_hint = HardwareBackend.doctor_hint

        def __init__(self) -> None:
            super().__init__(reference={Role.TIME: 1.0, Role.L1D_MISSES: 1.0})

    monkeypatch.setattr(measuring, "BACKENDS", {"hardware": Few})
    row = by_name(measuring.examine_backends(Settings()))["hardware"]
    assert row.health is Health.LIMITED
    assert row.advice.startswith("llc_misses, branch_misses, instructions cannot")
    assert "kernel.nmi_watchdog=0" in row.advice


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("hardware", "misses of the real processor cannot be counted; there are none"),
        ("simulated", "no program can be simulated; there are none"),
        ("own", "the backend own cannot be used; there are none"),
    ],
)
def test_a_backend_that_does_not_work_says_what_it_costs(
    monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    class Lacking(FakeBackend):
        def __init__(self) -> None:
            raise MachineError("there are none")

    if name in BACKENDS:
        Lacking.doctor_hint = BACKENDS[name].doctor_hint
    monkeypatch.setattr(measuring, "BACKENDS", {name: Lacking})
    assert by_name(measuring.examine_backends(Settings()))[name].advice.endswith(says)


def test_settings_are_shown_as_they_take_effect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """PerfTune has its own default of turns; the store that no variable names is the user's own."""
    monkeypatch.delenv("PERFGYM_STORE", raising=False)
    rows = by_name(_settings(resolve_settings()))
    assert rows["PERFGYM_STORE"].seen == str(default_store_path())
    assert rows["PERFGYM_MAX_TURNS"].seen == "5; PerfTune 16"
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "mine"))
    monkeypatch.setenv("PERFGYM_MAX_TURNS", "7")
    rows = by_name(_settings(resolve_settings()))
    assert rows["PERFGYM_STORE"].seen == str(tmp_path / "mine")
    assert rows["PERFGYM_MAX_TURNS"].seen == "7"


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("PERFGYM_BACKEND", "hardwear", "did you mean hardware"),
        ("PERFGYM_REWARD", "improvement:tme=1", "did you mean time"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_mistake(
    variable: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error comes before anything is tried."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=says):
        next(examine())


def kept_fits(folder: Path) -> SizeFits:
    """Two factors of this machine in its user's folder: one that fits, one whose expert is too fast."""
    fits = SizeFits(folder / "perfgym" / "sizes")
    for problem, why_not in (("matmul", ""), ("sort\x1b[2J", "the expert takes 1 ms")):
        key = SizeKey(
            host=fingerprint(),
            problem=problem,
            problem_sha256="p",
            language="c",
            toolchain="gcc 12",
            sandbox="supervisor",
            limits={},
            target_ms=(40.0, 150.0),
        )
        found = {"factor": 2.0, "reference_ms": 48.2, "expert_ms": 4.1, "startup_ms": 0.4}
        fits.remember(SizeFit(key=key, why_not=why_not, **found))  # pyright: ignore[reportArgumentType]
    return fits


def test_the_factors_of_this_machine_are_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Control characters of a file are not shown. A damaged file is a shortcoming, with its fix."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (row,) = examine_sizes()
    assert row.seen == "none; an environment finds a problem's factor at its first episode"
    kept_fits(tmp_path)
    fits, fast = examine_sizes()
    assert (fits.what, fits.health) == ("matmul in c", Health.FINE)
    assert fits.seen == (
        "factor 2: the reference takes 48.2 ms, the expert 4.1 ms, start-up 0.4 ms (gcc 12, supervisor)"
    )
    assert fast.seen == f"{fits.seen}; the expert takes 1 ms"
    assert "\x1b" not in fast.what
    next((tmp_path / "perfgym" / "sizes" / fingerprint()).glob("matmul*")).write_text("{")
    damaged = next(examine_sizes())
    assert damaged.health is Health.LIMITED
    assert "perfgym doctor --forget-sizes" in damaged.advice


def test_factors_are_forgotten_by_an_option(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of other machines stay."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    kept_fits(tmp_path)
    other = tmp_path / "perfgym" / "sizes" / "another" / "matmul-c-0.json"
    other.parent.mkdir()
    other.write_text("{}")
    monkeypatch.setattr("perfgym.cli.commands.doctor.examine", lambda: iter(()))
    with pytest.raises(SystemExit, match="0"):
        main(["doctor", "--forget-sizes", "--no-self-test"])
    assert "2 factors deleted." in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*.json")] == [other.name]


# ---- noise -----------------------------------------------------------------------------------------


def test_noise_is_put_into_words() -> None:
    """All rows are fine on a machine that finds gains of 5 %."""
    rows = by_name(self_test_rows(NOISE))
    assert {row.health for row in rows.values()} == {Health.FINE}
    assert "20 pairs of matmul in c" in rows["self-test"].seen
    assert rows["noise floor"].seen.startswith("+-1.2 %")
    assert rows["smallest gain"].seen == "3 % of time saved is found by 95 % of evaluations"
    assert rows["false alarms"].seen.startswith("0 in 2 evaluations, 1 % of 400 replayed ones")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"smallest_gain": 0.07}, "smallest gain"),
        ({"smallest_gain": None}, "smallest gain"),
        ({"redrawn": 5}, "pairs measured again"),
        ({"replayed_false_alarms": 20}, "false alarms"),
    ],
)
def test_too_much_noise_is_reported_with_its_fix(change: dict[str, Any], what: str) -> None:
    """One row has advice, and no other row."""
    rows = by_name(self_test_rows(replace(NOISE, **change)))
    assert [name for name, row in rows.items() if row.health is Health.LIMITED] == [what]
    assert "perfgym doctor" in rows[what].advice


def fake_noise(pairs: int = 30, steps: list[None] | None = None, **settings: Any) -> Noise:
    """The noise of a program that always costs the same."""
    problem = load_problem("matmul")
    sandbox = fake_sandbox(**{problem.references["c"] + _NEVER_CALLED: right()})
    step = (lambda: None) if steps is None else (lambda: steps.append(None))
    return measure_noise(problem, sandbox, Settings(backend="cpu_time", **settings), pairs, step)


def test_a_machine_without_noise_finds_everything() -> None:
    """0.5 % is the smallest gain that is tried."""
    steps: list[None] = []
    noise = fake_noise(35, steps, cores=(LAST,))
    assert (len(noise.log_ratios), len(steps)) == (35, 35)
    assert (noise.noise_floor, noise.smallest_gain, noise.core) == (0.0, 0.005, LAST)
    assert (noise.evaluations, noise.false_alarms, noise.replayed_false_alarms) == (5, 0, 0)


def test_too_few_pairs_are_refused() -> None:
    """Fewer pairs might not make one evaluation."""
    with pytest.raises(SettingsError, match="at least 30 pairs, got 29"):
        fake_noise(29)


def test_a_problem_without_a_c_reference_is_refused() -> None:
    """The error lists the references that the problem has."""
    problem = replace(load_problem("matmul"), references={"rust": "fn main() {}"})
    with pytest.raises(SettingsError, match=r"no reference program in C.*rust"):
        measure_noise(problem, fake_sandbox(), Settings(), 30)


def test_a_self_test_that_fails_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not end the command. Here the reference is not accepted when measured against itself."""
    problem = load_problem("matmul")
    wrong = {problem.references["c"] + _NEVER_CALLED: lambda stdin: ended(b"")}
    with pytest.raises(ProblemError, match="against itself, was not accepted: WRONG_OUTPUT"):
        measure_noise(problem, fake_sandbox(**wrong), Settings(backend="cpu_time"), 30)
    monkeypatch.setattr(self_test, "make_sandbox", lambda name: fake_sandbox(**wrong))
    monkeypatch.setenv("PERFGYM_BACKEND", "cpu_time")
    row = run_self_test(problem, 30, lambda: None)
    assert isinstance(row, Row)
    assert (row.topic, row.seen, row.health) == ("noise", "not run", Health.LIMITED)
    assert "WRONG_OUTPUT" in row.advice


@pytest.mark.full
def test_the_noise_of_this_machine_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """A real self-test: the JSON holds its rows, its figures and every pair."""
    with pytest.raises(SystemExit) as done:
        main(["doctor", "--json", "--pairs", "30"])
    answer = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    noise = answer["noise"]
    assert (done.value.code, answer["works"]) == (0, True)
    assert len(noise["log_ratios"]) == 30
    assert noise["evaluations"] >= 1
    assert noise["smallest_gain"] is None or 0 < noise["smallest_gain"] <= 0.5
    assert [row["what"] for row in answer["rows"] if row["topic"] == "noise"] == [
        "self-test", "pairs measured again", "noise floor", "smallest gain", "false alarms"
    ]  # fmt: skip
    assert [row for row in answer["rows"] if row["health"] != "fine" and not row["advice"]] == []


def test_no_self_test_is_run_while_something_is_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The exit status is 1."""
    imitate(monkeypatch, tmp_path, {p: t for p, t in QUIET.items() if "topology" not in p})
    with pytest.raises(SystemExit) as done:
        main(["doctor", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (done.value.code, answer["works"], answer["noise"]) == (1, False, None)
    assert answer["rows"][-1]["seen"] == "not run"
