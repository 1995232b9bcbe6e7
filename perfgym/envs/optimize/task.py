"""How agents and the store read an episode of ``PerfOptimize``: prompts and programs as text."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfgym.bank import Problem
from perfgym.envs.family import Task
from perfgym.envs.optimize.reply import text_action, text_feedback, text_prompt
from perfgym.languages import LANGUAGES
from perfgym.records import Submission

__all__ = ["BROKEN", "OptimizeTask", "ProgramTask"]

BROKEN = "this program does not compile in any language"

# Languages in which a source text can ask for more optimisation than its build does. Before a whole file in C
# the line has the effect of the flag -O3. A release of rustc optimises that much by itself, Go has no such
# flag, and the others are not compiled.
_O3 = {"c": '#pragma GCC optimize ("O3")\n'}


class ProgramTask(Task):
    """Episodes whose actions are programs in one language, whatever their problem.

    Args:
        language: Name of the language.
    """

    is_text = True

    def __init__(self, language: str) -> None:
        self.language = language

    def opening(self, observation: Any) -> str:
        """The prompt, and how to answer."""
        return text_prompt(observation)

    def prompt(self, observation: Any) -> str:
        """The prompt alone."""
        return observation["prompt"]

    def feedback(self, observation: Any, reply: str = "") -> str:
        """The feedback of the last turn, and how to answer if the reply held no program."""
        del reply
        return text_feedback(observation)

    def tool_feedback(self, observation: Any) -> str:
        """The feedback of the last turn alone."""
        return observation["feedback"]

    def action(self, reply: str) -> dict[str, Any]:
        """The program in a reply, and whether it submits."""
        return text_action(reply, self.language)

    def tool_action(self, content: str, *, submit: bool) -> dict[str, Any]:
        """A program, and whether it is submitted."""
        return {"code": content, "submit": int(submit)}

    def reply(self, action: Any) -> str:
        """The program in tags, as a language model would write it."""
        tagged = f"<code>\n{action['code']}\n</code>"
        return f"{tagged}\n<submit/>" if action["submit"] else tagged

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The program."""
        del info
        code: str = action["code"]
        return Submission(files={LANGUAGES[self.language].source_name: code.encode(errors="replace")})

    def record(self, action: Any) -> dict[str, Any]:
        """Whether the action submits."""
        return {"submit": int(action["submit"])}


class OptimizeTask(ProgramTask):
    """One problem in one language.

    Args:
        problem: The problem.
        language: Name of the language.
    """

    def __init__(self, problem: Problem, language: str) -> None:
        super().__init__(language)
        self._problem = problem

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """Agents that submit one program.

        They are the reference, its most obvious improvement, the reference optimised as by the flag ``-O3``,
        the expert's program, and a text that does not compile. What the language has not is left out.
        """
        reference, o3 = self._problem.references.get(self.language), _O3.get(self.language)
        programs = {
            "reference": reference,
            "first-step": self._problem.first_steps.get(self.language),
            "o3": o3 + reference if o3 and reference else None,
            "expert": self._problem.experts.get(self.language),
            "broken": BROKEN,
        }
        return {name: [{"code": code, "submit": 1}] for name, code in programs.items() if code is not None}
