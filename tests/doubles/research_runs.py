"""Runs that no process makes: a program says itself what its figures are."""

import ast
import hashlib
from collections.abc import Sequence

import numpy as np

from perfgym.errors import MachineError
from perfgym.research.records import Part, Run, RunSeed
from perfgym.research.runs import Program
from perfgym.research.status import ResearchStatus

__all__ = ["SIGMA", "MadeUpRuns", "level"]

SIGMA = 0.0055


def level(bpb: float, **more: float) -> str:
    """A program whose runs have this mean.

    Args:
        bpb: Bits per byte.
        **more: ``FRESH``: bits per byte on the text ``final`` and with seeds of checks. ``FAILS``: the number
            of the first seed with which it crashes. ``FINAL_FAILS``: 1 to crash on the text ``final``.
            ``MACHINE_FAILS``: 1 for a failure that is not the program's. ``IGNORES``: 1 to leave the same
            artifact whatever the seed is.
    """
    return "".join(f"{name} = {value}\n" for name, value in {"LEVEL": bpb, **more}.items())


class MadeUpRuns:
    """Makes runs up, equal for equal programs and seeds.

    Attributes:
        made: Name of each run, in order.
    """

    evaluation = "verified"
    launcher = "made up"
    cpu_limit_s = 30.0
    artifact_limit = 128_000

    def __init__(self) -> None:
        self.made: list[str] = []
        self.baseline: Sequence[Run] = ()

    def run(self, program: Program, seed: RunSeed, run_id: str) -> Run:
        """The run that the program says."""
        self.made.append(run_id)
        said = {node.targets[0].id: ast.literal_eval(node.value)  # pyright: ignore[reportAttributeAccessIssue]
                for node in ast.parse(program.written).body if isinstance(node, ast.Assign)}  # fmt: skip
        if said.get("MACHINE_FAILS"):
            raise MachineError("the disk is full")
        size = program.source.size
        fails = seed.number >= said.get("FAILS", 1 << 40) or (
            seed.part is Part.FINAL and said.get("FINAL_FAILS")
        )
        if fails:
            status = ResearchStatus.CRASHED
            return Run(seed=seed.number, part=seed.part, status=status, code_bytes=size, detail="it fails")
        is_fresh = seed.part is Part.FINAL or seed.number >= 1000
        middle = said.get("FRESH", said["LEVEL"]) if is_fresh else said["LEVEL"]
        artifact = f"{program.source.key} {seed.part}" + ("" if said.get("IGNORES") else f" {seed.value}")
        digest = hashlib.sha256(artifact.encode())
        noise = np.random.default_rng(int.from_bytes(digest.digest(), "little")).normal(0.0, SIGMA)
        return Run(
            seed=seed.number,
            part=seed.part,
            status=ResearchStatus.ACCEPTED,
            val_bpb=middle + noise,
            code_bytes=size,
            artifact_bytes=90_000,
            artifact_sha256=digest.hexdigest(),
            cpu_s=10.0,
            wall_s=12.0,
            score_s=1.5,
            log="step:1 train_bpb:3.0\nstep:2 train_bpb:2.9",
        )

    def set_baseline(self, runs: Sequence[Run]) -> None:
        """Note them."""
        self.baseline = runs

    def cost_usd(self, runs: Sequence[Run]) -> float | None:
        """Half a dollar for each."""
        return 0.5 * len(runs)
