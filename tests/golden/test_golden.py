"""Whole episodes on the fake backend equal the recorded transcripts and conversations word for word.

A conversation (``.md``) is what a language model reads, with replies in all the forms that are understood.
``pytest tests/golden --record-golden`` records them again. Read the difference before you commit it.
"""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

import perfgym
from perfgym.bank import load_problem
from perfgym.envs.tune.reply import parse_knobs
from perfgym.machine.architecture import architecture
from perfgym.records import Role, Status
from perfgym.sandbox import Sandbox

FOLDER = Path(__file__).parent
BROKEN = "int main(void) { return x; }"
SILENT = "int main(void) { return 0; }"
CRASHING = '#include <stdio.h>\n#include <stdlib.h>\nint main(void) { fputs("oh\\n", stderr); abort(); }'


def without_diagnostics(feedback: str) -> list[str]:
    """Leave out diagnostics, which differ between versions of the compiler."""
    return [line for line in feedback.splitlines() if not line.startswith(("| solution.c", "|  "))]


def without_machine(prompt: str, toolchain: str) -> str:
    """Name toolchain and processor in a prompt, which differ between machines, by one word each."""
    return prompt.replace(toolchain, "TOOLCHAIN").replace(architecture().statement, "PROCESSOR")


def transcript(problem: str, sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return prompt and turns of a scripted episode, without what differs between machines."""
    loaded = load_problem(problem)
    codes = [BROKEN, SILENT, CRASHING, loaded.references["c"], loaded.experts["c"]]
    env = gym.make(f"PerfOptimize-{problem}-c-v0", backend="fake", sandbox=sandbox)
    with contextlib.closing(env):
        observation, info = env.reset(seed=42)
        prompt = without_machine(observation["prompt"], info["toolchain"])
        return [{"prompt": prompt}, *(turn(env, code, code == codes[-1]) for code in codes)]


def turn(env: Any, code: str, submit: bool) -> dict[str, Any]:
    """Take one turn; return what the environment returns."""
    observation, reward, terminated, _, _ = env.step({"code": code, "submit": int(submit)})
    return {
        "status": list(Status)[observation["status"]],
        "feedback": without_diagnostics(observation["feedback"]),
        "tests_passed": observation["tests_passed"].tolist(),
        "counters": observation["counters"].tolist(),
        "counters_mask": observation["counters_mask"].tolist(),
        "turns_left": int(observation["turns_left"]),
        "reward": float(reward),
        "terminated": terminated,
    }


@pytest.mark.parametrize("problem", ["matmul", "sort", "hash_table"])
def test_an_episode_reads_as_it_was_recorded(
    problem: str, sandbox: Sandbox, request: pytest.FixtureRequest
) -> None:
    """Prompt, feedback, status, counters and reward of every turn are compared."""
    file = FOLDER / f"{problem}.json"
    turns = transcript(problem, sandbox)
    if request.config.getoption("--record-golden"):
        file.write_text(json.dumps(turns, indent=1) + "\n")
        pytest.skip(f"recorded to {file.name}")
    assert turns == json.loads(file.read_text())


OPTIMIZE = "PerfOptimize-matmul-c-v0"
CALL = json.dumps({"name": "evaluate", "arguments": {"code": CRASHING}})
REPLIES = (
    "<think>\nA draft: <code>int main(void) { return 1; }</code>\n</think>\n\n"
    "The inner loop walks down the columns of B. I would swap the two inner loops.",
    f'Let me try:\n\n<code lang="c">\n{BROKEN}\n</code>',
    f"```c\n{SILENT}\n```\n\nTo build it:\n\n```bash\ngcc -O2 solution.c\n```",
    f"<tool_call>\n{CALL}\n</tool_call>",
    "<code>\n{the reference program}\n</code>",
    "<code>\n{the expert's program}\n</code>\n<submit />",
)
"""Replies of a model. A text in braces stands for a program of the bank."""


TUNE = "PerfTune-matmul-c-v0"
KNOBS = (
    "<think>\n<knobs>\nLANES = 8\n</knobs>\n</think>\nI would vectorise the inner loop.",
    "<knobs>\noptimise = -O3\nLANES = 8\nROWS = 5\n</knobs>",
    '```json\n{"LANES": 8, "VECTORS": 2, "contract": "-ffp-contract=fast"}\n```',
)
"""Replies of a model: one that sets no knob, one with a setting that there is not, and one in JSON."""


def readable(feedback: str) -> str:
    """Feedback with a remark in place of diagnostics."""
    remarked = feedback.replace("The compiler said:", "The compiler said:\n| (its diagnostics)")
    return "\n".join(without_diagnostics(remarked))


def quoted(title: str, text: str) -> str:
    """A part of a conversation under its title, as Markdown shows it unchanged."""
    return f"## {title}\n\n~~~~~~text\n{text.rstrip()}\n~~~~~~\n"


def conversation(
    env_id: str,
    replies: tuple[str, ...],
    programs: dict[str, str],
    sandbox: Sandbox,
    *,
    budget: str = "max_turns",
    readable: Callable[[str], str] = readable,
    **arguments: Any,
) -> str:
    """Play replies, and write down what a model reads and says.

    Args:
        env_id: Environment ID.
        replies: The replies.
        programs: Name to text of what stands in braces in replies.
        sandbox: Contains the programs.
        budget: The environment's argument for the length of an episode.
        readable: Makes feedback the same on every machine.
        arguments: Other arguments of the environment.
    """
    chosen = {"backend": "fake", "sandbox": sandbox, budget: len(replies)} | arguments
    made = gym.make(env_id, **chosen)
    env = perfgym.TextWrapper(made)
    parts = [f"# A conversation in {env_id}\n"]
    with contextlib.closing(env):
        prompt, info = env.reset(seed=42)
        parts.append(quoted("Prompt", without_machine(prompt, info["toolchain"])))
        for number, reply in enumerate(replies, 1):
            full = reply
            for name, program in programs.items():
                full = full.replace(f"{{{name}}}", program)
            feedback, reward, terminated, *_ = env.step(full)
            result = f"Feedback {number} (reward {reward:.3f}{', the end' if terminated else ''})"
            parts += (
                quoted(f"Reply {number}", reply),
                quoted(result, readable(feedback)),
            )
    return "\n".join(parts)


def test_a_conversation_reads_as_it_was_recorded(sandbox: Sandbox, request: pytest.FixtureRequest) -> None:
    """The model is told the cause of each failure, what is left of the episode, and how to answer."""
    loaded = load_problem("matmul")
    programs = {"the reference program": loaded.references["c"], "the expert's program": loaded.experts["c"]}
    compare(FOLDER / f"{OPTIMIZE}.md", conversation(OPTIMIZE, REPLIES, programs, sandbox), request)


def test_a_conversation_about_knobs_reads_as_it_was_recorded(
    sandbox: Sandbox, request: pytest.FixtureRequest
) -> None:
    """Better settings pay; what a reply leaves out, and what is no setting, is at its default."""
    tuning = load_problem("matmul").tunings["c"]
    costs = {
        tuning.program(parse_knobs(reply, tuning))[0]: {Role.TIME: time, Role.L1D_MISSES: 1e6}
        for reply, time in zip(KNOBS, (80e6, 40e6, 16e6), strict=True)
    }
    backend = perfgym.FakeBackend(costs, reference={Role.TIME: 80e6, Role.L1D_MISSES: 1e6})
    text = conversation(TUNE, KNOBS, {}, sandbox, store="none", backend=backend)
    compare(FOLDER / f"{TUNE}.md", text, request)


def compare(file: Path, text: str, request: pytest.FixtureRequest) -> None:
    """Compare a conversation with its record, or record it."""
    if request.config.getoption("--record-golden"):
        file.write_text(text)
        pytest.skip(f"recorded to {file.name}")
    assert text == file.read_text()
