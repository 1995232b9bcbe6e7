"""A session of research with one of everything, for tests of what people are shown."""

from perfgym.records import Interval
from perfgym.research.records import Decision, Experiment, Final, Part, Reasoning, Run
from perfgym.research.report.session import ShownSession
from perfgym.research.status import ResearchStatus

__all__ = ["a_session", "experiment"]

LOG = "\n".join(f"step:{step} train_bpb:{4 - step / 1000:.4f} cpu_s:{step / 400:.2f}" for step in
                range(0, 1401, 100))  # fmt: skip


def experiment(number: int, decision: Decision, *bpb: float, parent: int = 0, gain: float | None = None,
               expected: float | None = None, description: str = "", direction: str = "rate",
               target: int | None = None, log: str = LOG) -> Experiment:  # fmt: skip
    """An experiment with the figures of its runs."""
    crashed = decision is Decision.CRASH
    status = ResearchStatus.CRASHED if crashed else ResearchStatus.ACCEPTED
    runs = [Run(seed=seed, status=status, val_bpb=one, code_bytes=2444, artifact_bytes=90_000,
                artifact_sha256=str(seed), cpu_s=20.0, log=log) for seed, one in enumerate(bpb)]  # fmt: skip
    if crashed:
        runs = [Run(seed=0, status=status, cpu_s=3.0, log="Traceback", detail="IndexError")]
    return Experiment(
        number=number,
        decision=decision,
        status=status,
        reasoning=Reasoning(
            direction=direction,
            description=description or f"change {number}",
            hypothesis=f"hypothesis {number}",
            evidence=f"evidence {number}",
            risk=f"risk {number}",
            expected=expected,
        ),
        why=f"why {number}",
        lesson=f"lesson {number}",
        parent=None if decision is Decision.BASELINE else parent,
        target=target,
        commit=f"{number:040x}",
        runs=tuple(runs),
        gain=None
        if gain is None
        else Interval(estimate=gain, low=gain - 0.012, high=gain + 0.012, confidence=0.9975),
        code_bytes=2444,
        diff_lines=3,
    )


def final_run(seed: int, bpb: float) -> Run:
    """A run on the final text."""
    return Run(seed=seed, part=Part.FINAL, status=ResearchStatus.ACCEPTED, val_bpb=bpb)


def a_session(**changes: object) -> ShownSession:
    """Baseline, keeps, discards, a crash, a refusal, a backtrack and a final figure."""
    keep, discard = Decision.KEEP, Decision.DISCARD
    experiments = (
        experiment(0, Decision.BASELINE, 2.7218, 2.7160),
        experiment(1, keep, 2.5951, 2.5921, gain=0.1253, expected=-0.05, description="rate 4e-3"),
        experiment(2, discard, 2.6400, parent=1, gain=-0.0464, expected=-0.02, direction="context"),
        experiment(3, keep, 2.5503, 2.5553, parent=1, gain=0.0408, description="cosine $schedule"),
        experiment(4, Decision.CRASH, parent=3, direction="context"),
        experiment(5, Decision.NONE, parent=3),
        experiment(6, discard, 2.5490, 2.5531, 2.5580, 2.5500, 2.5540, parent=3, gain=0.0000),
        experiment(7, Decision.BACKTRACK, parent=3, target=1),
        experiment(8, keep, 2.4930, 2.4990, parent=1, gain=0.0976, expected=-0.1, description="rate 8e-3"),
        experiment(9, discard, 9.0, parent=8, gain=-6.5),
    )
    facts: dict[str, object] = {
        "tag": "mar18",
        "task": "jargon",
        "title": "A language model",
        "evaluation": "verified",
        "experiments": experiments,
        "programs": {0: "rate = 1\nsteps = 7\n", 1: "rate = 4\nsteps = 7\n", 2: "rate = 4\nsteps = 9\n"},
        "notes": "# Notes\n\n## Dead Ends\n\ncontext of 12 bytes\n",
        "sigma": 0.0055,
        "artifact_limit": 128_000,
        "max_experiments": 20,
        "final": Final(
            best=8,
            baseline_runs=tuple(final_run(seed, 2.7310) for seed in range(3)),
            best_runs=tuple(final_run(seed, 2.5085) for seed in range(3)),
            improvement=Interval(estimate=0.08147, low=0.0769, high=0.0860, confidence=0.98),
            certain=0.0769,
        ),
    }
    return ShownSession(**(facts | changes))  # pyright: ignore[reportArgumentType]
