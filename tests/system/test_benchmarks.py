"""Every file in ``benchmarks/`` works: it takes the arguments of ``.ci/bench``, and runs with them."""

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import numpy as np
import pytest

from perfgym.bank import load_problem

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks"
_LINE = re.compile(r"^    (\w+)\) arguments='(.*)' ;;$", re.MULTILINE)
SHORTEST = dict(_LINE.findall((ROOT / ".ci" / "bench").read_text()))
"""Name of a benchmark to its shortest arguments."""

PARTS = {"golf_logs", "launchers", "neighbour", "series"}
"""Files that are parts of benchmarks, and one that reads a clone of somebody else's repository."""

QUICK = {"sandbox_overhead"}
"""Benchmarks that run in every test of the project, for about three seconds; the others are ``full``."""


@pytest.fixture(scope="module", autouse=True)
def benchmarks_on_the_path() -> Iterator[None]:
    """Benchmarks import their parts as modules beside them."""
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))


def loaded(name: str) -> ModuleType:
    """Import a benchmark, without running it."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_benchmark_has_shortest_arguments() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == SHORTEST.keys() | PARTS
    assert SHORTEST.keys() >= QUICK


@pytest.mark.parametrize("name", SHORTEST)
def test_a_benchmark_takes_its_shortest_arguments(name: str) -> None:
    """The module can be imported, and its command knows each option and allows each value."""
    command = loaded(name).main
    assert isinstance(command, click.Command)
    arguments = [*SHORTEST[name].split(), "-o", "result.json"]
    context = command.make_context(name, arguments)
    assert context.params["output"] == Path("result.json")
    assert command.help


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.full) for name in SHORTEST]
)
def test_a_benchmark_runs(name: str) -> None:
    """It ends without an error, and writes its result as JSON."""
    done = subprocess.run([ROOT / ".ci" / "bench", name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads((ROOT / "build" / "bench" / f"{name}.json").read_text())


def test_the_equal_work_of_sandbox_overhead_can_be_drawn() -> None:
    """Its task has small hidden tests of sort, one large input and the right outputs."""
    module = loaded("sandbox_overhead")
    task = module.draw_task(np.random.default_rng(1), lambda stdin: stdin[4:])
    assert task.source == load_problem("sort").experts["c"]
    assert len(task.inputs) == len(task.outputs) == 6
    assert max(map(len, task.inputs[:-1])) <= 64 << 10
    assert len(task.inputs[-1]) == 4 + 4 * 1_000_000


def test_every_published_figure_names_the_benchmark_that_makes_it() -> None:
    """Each section of the results does, and every benchmark that README or a page of docs names exists."""
    _, *sections = (ROOT / "docs" / "results.md").read_text().split("\n## ")
    named = re.compile(r"`benchmarks/(\w+)\.py`")
    for section in sections:
        assert named.search(section), section.partition("\n")[0]
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert {name for page in pages for name in named.findall(page.read_text())} <= SHORTEST.keys() | PARTS
