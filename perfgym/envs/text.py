"""Text in, text out: the environment as a language model talks to it."""

import re
from typing import Any, cast

import gymnasium as gym
from gymnasium.utils import RecordConstructorArgs

from perfgym.envs.optimize import PerfOptimizeEnv
from perfgym.envs.spaces import SourceText

__all__ = ["TextWrapper", "parse_reply"]

_TEXT_LENGTH = 1 << 21

# A tag in quotes or back-ticks, in prose or in a string literal, is no tag.
_OPEN = re.compile(r"(?:^|(?<=\s))<code>")
_CLOSE = re.compile(r"""(?<!["'`\\])</code>(?!["'`\\])""")
_FENCE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n`]*\n(?P<body>.*?)^ {0,3}(?P=fence)[`~]*[ \t]*$", re.S | re.M
)
_SUBMIT = re.compile(r"^[ \t]*<submit/>[ \t]*$", re.M)

_HOW_TO_ANSWER = """
## How to answer

Put the whole program between <code> and </code>; of several blocks the last complete one counts.
A line that holds nothing but <submit/>, outside the code, ends the episode with this answer.
"""


def _code_spans(reply: str) -> list[tuple[int, int, str]]:
    """(start, end, content) of each complete block: to the last closing tag before the next block."""
    openings = list(_OPEN.finditer(reply))
    spans: list[tuple[int, int, str]] = []
    for number, opening in enumerate(openings, 1):
        end = openings[number].start() if number < len(openings) else len(reply)
        closings = list(_CLOSE.finditer(reply, opening.end(), end))
        if closings:
            last = closings[-1]
            spans.append((opening.start(), last.end(), reply[opening.end() : last.start()]))
    return spans


def _unfenced(code: str) -> str:
    """The content of the one fenced block that ``code`` consists of, or ``code``."""
    fenced = _FENCE.fullmatch(code.strip())
    return fenced["body"] if fenced else code


def parse_reply(reply: str) -> tuple[str, bool]:
    """The program in a model's reply, and whether it submits.

    Args:
        reply: Any text. The last complete ``<code>`` block is the program; where there is none,
            the last complete fenced block is.

    Returns:
        The program, empty where there is none, and whether a line ``<submit/>`` stands outside
        of all code.
    """
    spans = _code_spans(reply) or [(m.start(), m.end(), m["body"]) for m in _FENCE.finditer(reply)]
    outside, position = "", 0
    for start, end, _ in spans:
        outside += reply[position:start] + "\n"
        position = end
    outside += reply[position:]
    code = _unfenced(spans[-1][2]).strip("\n") if spans else ""
    return code, _SUBMIT.search(outside) is not None


class TextWrapper(gym.Wrapper[str, str, dict[str, Any], dict[str, Any]], RecordConstructorArgs):
    """Turns a ``PerfOptimize`` environment into one whose actions and observations are strings.

    The observation of ``reset`` is the prompt with a note on how to answer; of ``step``, the
    feedback. See :func:`parse_reply` for what is read from an action. Any string is a valid
    action.

    Args:
        env: The environment to wrap.
    """

    def __init__(self, env: gym.Env[dict[str, Any], dict[str, Any]]) -> None:
        if not isinstance(env.unwrapped, PerfOptimizeEnv):
            raise TypeError(f"TextWrapper wraps PerfOptimize environments, got {env}")
        RecordConstructorArgs.__init__(self)
        # Gymnasium gives the wrapped environment the wrapper's own types.
        super().__init__(cast("gym.Env[str, str]", env))
        self._inner = env
        self.action_space = SourceText(_TEXT_LENGTH)
        self.observation_space = SourceText(_TEXT_LENGTH)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Starts an episode; the observation is the whole prompt."""
        observation, info = self._inner.reset(seed=seed, options=options)
        return observation["prompt"] + _HOW_TO_ANSWER, info

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Reads one reply; the observation is the feedback."""
        code, submit = parse_reply(action)
        observation, reward, terminated, truncated, info = self._inner.step(
            {"code": code, "submit": int(submit)}
        )
        return observation["feedback"], float(reward), terminated, truncated, info
