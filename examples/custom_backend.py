"""A backend of your own: it counts wall-clock time.

Shows the `perfgym.Backend` protocol. A backend says which event fills which role, and measures a candidate
beside the reference. This one has a name of its own, and a mode of its own: `mode` is the key of the measured
sizes in a problem's `problem.toml`, here `wall_time` in `examples/custom_problem/bank/edit_distance`.
`perfgym.testing.BackendContract` holds the tests that every backend has to pass.

    python examples/custom_backend.py
"""

from collections.abc import Mapping
from pathlib import Path

import click
import gymnasium as gym
import numpy as np

import perfgym
from perfgym.measure import MeasurementSetup
from perfgym.measure.pairs import log_ratios
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Pair, TestResult

BANK = Path(__file__).parent / "custom_problem" / "bank"
PAIRS = 7


class WallTimeBackend:
    """Wall-clock time of a run, in seven pairs of reference and candidate.

    Simpler than the `cpu_time` backend: it takes nothing off for starting a program, and draws no disturbed
    pair again. Prefer `cpu_time` where other work runs on the machine.
    """

    name = "wall_time"
    mode = "wall_time"

    def events(self) -> Mapping[perfgym.Role, str]:
        """Fill the role `time` alone."""
        return {perfgym.Role.TIME: "wall_ns"}

    def absent(self) -> Mapping[perfgym.Role, str]:
        """Say why each other role stays empty."""
        return dict.fromkeys(perfgym.ROLES[1:], "wall_time measures time alone")

    def refusal(self, bench: MeasurementSetup) -> str:
        """Refuse problems that have no sizes for this backend's mode."""
        return bench.no_sizes_for(self.mode)

    def profile(self, bench: MeasurementSetup, rng: np.random.Generator) -> Mapping[perfgym.Role, float]:
        """Cost of the reference alone, which the prompt shows."""
        stdin = bench.draw(rng, self.mode)
        run = bench.reference.run(stdin, bench.core)
        trusted_output(run, stdin)
        return {perfgym.Role.TIME: float(run.wall_ns)}

    def measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> perfgym.Measurement | TestResult:
        """Run pairs on fresh inputs. The candidate's first failure ends the measurement."""
        pairs: list[Pair] = []
        for _ in range(PAIRS):
            pair, judged = _pair(bench, candidate, bench.draw(rng, self.mode))
            if judged.status is not perfgym.Status.ACCEPTED:
                return judged
            pairs.append(pair)
        return perfgym.Measurement(
            backend=self.name,
            events=self.events(),
            pairs=tuple(pairs),
            intervals={perfgym.Role.TIME: winsorised_interval(log_ratios(pairs, perfgym.Role.TIME))},
            core=bench.core,
        )


def _pair(bench: MeasurementSetup, candidate: Program, stdin: bytes) -> tuple[Pair, TestResult]:
    """Run reference and candidate on one input, and check the candidate's output against the reference's."""
    reference = bench.reference.run(stdin, bench.core)
    run = candidate.run(stdin, bench.core)
    expected = trusted_output(reference, stdin)
    pair = Pair(
        reference={perfgym.Role.TIME: float(reference.wall_ns)},
        candidate={perfgym.Role.TIME: float(run.wall_ns)},
        reference_first=True,
    )
    return pair, judge("measured run", run, lambda got: bench.compare(stdin, expected, got))


@click.command()
def main() -> None:
    """Measure the expert's program of `edit_distance` by wall-clock time."""
    perfgym.register_problems(BANK)
    env = gym.make("PerfOptimize-edit_distance-c-v0", backend=WallTimeBackend(), reward="log_speedup")
    try:
        env.reset(seed=1)
        action = {"code": perfgym.load_problem("edit_distance").experts["c"], "submit": 1}
        _, reward, _, _, info = env.step(action)
    finally:
        env.close()
    click.echo(f"{info['events']['time']}: {info['speedup']:.2f} times as fast, reward {reward:.3f}")


if __name__ == "__main__":
    main()
