"""A reward of your own: speed, less a penalty for memory.

Shows that `reward=` takes any callable from a `perfgym.Evaluation` to a float, and that `extras=` measures
more than the presets pay for. This reward starts from a preset, so it keeps the preset's rules: a program
that fails earns less than one that passes, and an implausible measurement earns nothing.

    python examples/custom_reward.py
"""

import math

import click
import gymnasium as gym

import perfgym


def lean_speedup(evaluation: perfgym.Evaluation) -> float:
    """Doublings of speed, certain at 99 % confidence, less the doublings of peak memory; never below 0.

    Failures are scored as `log_speedup` scores them: -1.0 not compiled, -0.5 tests not passed.
    """
    score = perfgym.log_speedup(evaluation)
    if score <= 0.0 or evaluation.extras is None:
        return score
    candidate = evaluation.extras.candidate.peak_memory_bytes
    reference = evaluation.extras.reference.peak_memory_bytes
    if candidate is None or reference is None:  # this machine could not measure memory
        return score
    return max(0.0, score - max(0.0, math.log2(candidate / reference)))


@click.command()
@click.option("--problem", default="matmul", show_default=True)
@click.option("--language", default="c", show_default=True)
def main(problem: str, language: str) -> None:
    """Pay the expert's program by the reward of this file."""
    env = gym.make(f"PerfOptimize-{problem}-{language}-v0", reward=lean_speedup, extras=("memory",))
    try:
        env.reset(seed=1)
        action = {"code": perfgym.load_problem(problem).experts[language], "submit": 1}
        _, reward, _, _, info = env.step(action)
    finally:
        env.close()
    memory = info["extras"]["peak_memory_bytes"] / info["extras"]["reference_peak_memory_bytes"]
    click.echo(f"{info['speedup']:.2f} times as fast with {memory:.2f} times the memory: reward {reward:.3f}")


if __name__ == "__main__":
    main()
