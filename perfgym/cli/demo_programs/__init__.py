"""The programs that the scripted agent of ``perfgym demo`` submits, from hopeless to good."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from perfgym.bank import load_problem

__all__ = ["DEMO_ID", "DemoProgram", "demo_programs"]

DEMO_ID = "PerfOptimize-matmul-c-v0"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProgram:
    """One program, and what it is in words."""

    what: str
    code: str


def _own(name: str) -> str:
    return files("perfgym.cli.demo_programs").joinpath(name).read_text()


def demo_programs() -> Iterator[DemoProgram]:
    """The demo's five programs, in the order of submission."""
    problem = load_problem("matmul")
    yield DemoProgram(what="a program that does not compile", code=_own("broken.c"))
    yield DemoProgram(what="a program that is wrong", code=_own("wrong.c"))
    yield DemoProgram(what="the reference itself", code=problem.references["c"])
    yield DemoProgram(what="a tiled version", code=_own("tiled.c"))
    yield DemoProgram(what="the expert's version", code=problem.experts["c"])
