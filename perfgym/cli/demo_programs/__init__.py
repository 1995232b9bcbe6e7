"""A scripted agent's submissions to matrix multiplication, from hopeless to good."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from perfgym.bank import load_problem

__all__ = ["DEMO_ID", "Submission", "submissions"]

DEMO_ID = "PerfOptimize-matmul-c-v0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One program and what it is."""

    what: str
    code: str


def _own(name: str) -> str:
    return files("perfgym.cli.demo_programs").joinpath(name).read_text()


def submissions() -> Iterator[Submission]:
    """The demo's five programs, in the order of submission."""
    problem = load_problem("matmul")
    yield Submission(what="a program that does not compile", code=_own("broken.c"))
    yield Submission(what="a program that is wrong", code=_own("wrong.c"))
    yield Submission(what="the reference itself", code=problem.references["c"])
    yield Submission(what="a tiled version", code=_own("tiled.c"))
    yield Submission(what="the expert's version", code=problem.experts["c"])
