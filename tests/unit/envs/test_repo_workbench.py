"""The workbench of ``PerfRepo`` against hostile workspaces, without any process."""

import contextlib
import functools
import gzip

import pytest

from perfgym.envs.repo.tools import profiles
from perfgym.envs.repo.workbench import MOST_CPU_S, Workbench
from perfgym.languages.go_module import ModuleBuild
from perfgym.repo.hosting.clones import open_clones
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import FakeSandbox, Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest, ProcessResult
from perfgym.settings import Settings

zipped = functools.partial(gzip.compress, mtime=0)  # equal bytes in each process, for equal names of tests

_TASK = load_task("strings")
_BASE = _TASK.tree or Tree({})
_OTHER_KIND = b"\x0a\x04\x08\x01\x10\x02\x12\x03\x12\x01\x07\x32\x00\x32\x01x\x32\x01y"


class _Counting:
    """A sandbox whose processes sleep for an hour."""

    name, memory_tier, missing = "counting", "none", ()

    def run(self, request: ProcessRequest) -> ProcessResult:
        return ProcessResult(outcome=ProcessOutcome.TIMED_OUT, wall_ns=3600 * 10**9, cpu_ns=0)

    def close(self) -> None:
        pass


def _bench(sandbox: Sandbox) -> Workbench:
    """A workbench at the beginning of an episode."""
    bench = Workbench(
        _TASK, _BASE, sandbox, Settings(), open_clones(None, "", sandbox, contextlib.ExitStack())
    )
    bench.begin()
    return bench


def test_a_folder_with_the_name_of_a_module_file_is_left_out_of_builds() -> None:
    bench = _bench(FakeSandbox({}))
    files = {path: file for path, file in _BASE.files.items() if path != "go.mod"}
    bench.tree = Tree(files).with_file("go.mod/x.go", b"package x\n")
    built = bench.buildable()
    assert built.files["go.mod"] == _BASE.files["go.mod"]
    assert "go.mod/x.go" not in built.files


def test_a_process_that_sleeps_uses_up_the_time_of_an_episode() -> None:
    bench = _bench(_Counting())
    request = ProcessRequest(argv=("x",), limits=Limits(wall_s=1, cpu_s=1))
    bench.run(request, 0)
    assert bench.cpu_s >= MOST_CPU_S
    with pytest.raises(Refused, match="which is all that they may"):
        bench.run(request, 0)


def test_each_package_of_the_base_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agent that asks for every set of packages does not have every set kept."""
    bench = _bench(FakeSandbox({}))
    asked: list[str] = []

    def build(tree: Tree, wanted: ModuleBuild, core: int) -> dict[str, bytes]:
        asked.extend(wanted.tests)
        return dict.fromkeys(wanted.tests, b"binary")

    monkeypatch.setattr(bench, "_build", build)
    for packages in ([".", "./csv"], ["./csv", "./wrap"], ["."], ["./wrap", ".", "./csv"]):
        assert list(bench.test_binaries(packages, 0, of_base=True)) == packages
    assert asked == [".", "./csv", "./wrap"]


@pytest.mark.parametrize("raw", [b"", b"no gzip", zipped(b"\xff" * 9), zipped(_OTHER_KIND)])
def test_a_profile_that_is_none_or_has_other_values_is_left_out(raw: bytes) -> None:
    assert profiles._profile(raw, "cpu") == []
