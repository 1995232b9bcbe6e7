"""The task that perfgym ships, trained and scored in a sandbox at a small scale."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from perfgym.research.corpus import Splits
from perfgym.research.load import load_research
from perfgym.research.records import Part, Run, RunSeed
from perfgym.research.source import Source
from perfgym.research.status import ResearchStatus
from perfgym.research.verified import VerifiedRuns
from perfgym.sandbox import Sandbox

_TASK = load_research("jargon")


@pytest.fixture
def runs(sandbox: Sandbox) -> VerifiedRuns:
    """Runs at the scale of a test."""
    splits = Splits.draw(_TASK.documents, _TASK.shares, np.random.default_rng(0))
    return VerifiedRuns(_TASK, splits, sandbox, scale=_TASK.test_scale)


def _run(runs: VerifiedRuns, program: str, seed: int = 1, part: Part = Part.SEARCH) -> Run:
    return runs.run(Source.of(program), RunSeed(part=part, number=0, value=seed), runs.baseline_budget)


def test_the_baseline_learns_something(runs: VerifiedRuns) -> None:
    run = _run(runs, _TASK.baseline)
    assert run.status is ResearchStatus.ACCEPTED, run.log
    assert run.val_bpb is not None
    assert 3.0 < run.val_bpb < 4.5
    assert "train_bpb" in run.log
    assert 0 < run.cpu_s < run.wall_s
    assert run.total_bytes < _TASK.limits.artifact_bytes


@pytest.mark.full
def test_equal_seeds_give_equal_artifacts(runs: VerifiedRuns) -> None:
    first, again, other = (_run(runs, _TASK.baseline, seed) for seed in (1, 1, 2))
    assert first.artifact_sha256 == again.artifact_sha256 != other.artifact_sha256
    assert first.val_bpb == again.val_bpb != other.val_bpb
    final = _run(runs, _TASK.baseline, 1, Part.FINAL)
    assert final.artifact_sha256 == first.artifact_sha256
    assert final.val_bpb != first.val_bpb


@pytest.mark.full
@pytest.mark.parametrize("name", list(_TASK.experts))
def test_every_expert_runs(runs: VerifiedRuns, name: str) -> None:
    run = _run(runs, _TASK.experts[name])
    assert run.status is ResearchStatus.ACCEPTED, run.log
    assert run.val_bpb is not None
    assert run.val_bpb < 4.5


@pytest.mark.full
def test_a_wrong_gradient_is_found_before_training(tmp_path: Path) -> None:
    right = "return slope * (self.outputs > 0)"
    assert right in _TASK.baseline
    program = tmp_path / "train.py"
    program.write_text(_TASK.baseline.replace(right, "return slope"))
    done = subprocess.run(
        [sys.executable, program, "train", "1"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.startswith("gradient of weight")
