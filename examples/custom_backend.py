"""A backend of your own: it counts wall-clock time.

Shows the `perfgym.Backend` protocol. A backend says which event fills which role, and measures a candidate
beside the reference. This one has a name of its own, and a mode of its own: `mode` is the key of the measured
sizes in a problem's `problem.toml`, here `wall_time` in `examples/custom_problem/bank/common_subsequence`.
`perfgym.testing.BackendContract` holds the tests that every backend has to pass.

    python examples/custom_backend.py
"""

from collections.abc import Mapping
from pathlib import Path

import click
import gymnasium as gym
import numpy as np

import perfgym
from perfgym.measure.pairs import log_ratios
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.judge import judge, require_accepted, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Counts

BANK = Path(__file__).parent / "custom_problem" / "bank"
PAIRS = 7
WALL_TIME = perfgym.Event(name="wall_ns", unit=perfgym.Unit.NANOSECONDS)


class WallTimeBackend:
    """Wall-clock time of a process, in seven pairs of reference and candidate.

    Simpler than the `cpu_time` backend: it subtracts nothing for starting a program, and does not draw
    disturbed pairs again. Prefer `cpu_time` where other work runs on the machine.
    """

    name = "wall_time"
    mode = "wall_time"
    needs_core = True  # other work on the core would make it count more

    def events(self) -> Mapping[perfgym.Role, perfgym.Event]:
        """Fill the role `time` alone."""
        return {perfgym.Role.TIME: WALL_TIME}

    def absent(self) -> Mapping[perfgym.Role, str]:
        """Say why each other role stays empty."""
        return dict.fromkeys(perfgym.ROLES[1:], "wall_time measures time alone")

    def refusal(self, setup: perfgym.MeasurementSetup) -> str:
        """Refuse problems that have no sizes for this backend's mode."""
        return setup.no_sizes_for(self.mode)

    def profile(self, setup: perfgym.MeasurementSetup, rng: np.random.Generator) -> Counts:
        """Cost of the reference alone, which the prompt shows."""
        stdin = setup.draw(rng, self.mode)
        result = setup.reference.run(stdin, setup.core)
        trusted_output(result, stdin)
        return {perfgym.Role.TIME: float(result.wall_ns)}

    def measure(
        self, setup: perfgym.MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> perfgym.Measurement:
        """Run pairs on fresh inputs. The candidate's first failure ends the measurement."""
        pairs = [_pair(setup, candidate, setup.draw(rng, self.mode)) for _ in range(PAIRS)]
        return perfgym.Measurement(
            backend=self.name,
            events=self.events(),
            pairs=tuple(pairs),
            intervals={perfgym.Role.TIME: winsorised_interval(log_ratios(pairs, perfgym.Role.TIME))},
            core=setup.core,
        )


def _pair(setup: perfgym.MeasurementSetup, candidate: Program, stdin: bytes) -> perfgym.Pair:
    """Run reference and candidate on one input, and require that the candidate's output is right."""
    reference = setup.reference.run(stdin, setup.core)
    result = candidate.run(stdin, setup.core)
    expected = trusted_output(reference, stdin)
    require_accepted(judge("measured run", result, lambda got: setup.compare(stdin, expected, got)))
    return perfgym.Pair(
        reference={perfgym.Role.TIME: float(reference.wall_ns)},
        candidate={perfgym.Role.TIME: float(result.wall_ns)},
    )


@click.command()
def main() -> None:
    """Measure the expert's program of `common_subsequence` by wall-clock time."""
    perfgym.register_problems(BANK)
    env = gym.make("PerfOptimize-common_subsequence-c-v0", backend=WallTimeBackend(), reward="log_speedup")
    try:
        env.reset(seed=1)
        action = {"code": perfgym.load_problem("common_subsequence").experts["c"], "submit": 1}
        _, reward, _, _, info = env.step(action)
    finally:
        env.close()
    click.echo(f"{info['events']['time']}: {info['speedup']:.2f} times as fast, reward {reward:.3f}")


if __name__ == "__main__":
    main()
