"""Attacks on research tasks, and the training script that each of them submits.

They are the Python files in ``attacks/research/``, with the headers of :mod:`perfgym.redteam.catalogue`.
Each suits every task that its line ``problems`` names, and without that line all tasks. It has a function
``program(task)``, which returns a whole program; one of class F has a function ``play(session)`` instead, see
:class:`perfgym.redteam.research_session.AttackedResearch`. Statuses are those of the general kind that the
store keeps, e.g. ``OUTPUT_TOO_LARGE`` for an artifact that is too large.
"""

from collections.abc import Iterable

from perfgym.errors import SettingsError, suggestion
from perfgym.redteam.catalogue import ATTACKS, Attack, function_of, load_named
from perfgym.research.task import VerifiedTask

__all__ = ["attacking_program", "chosen_research_attacks", "research_attacks", "scoring", "training"]

_FOLDER = ATTACKS / "research"

# The program of an attack on the scoring takes the place of the driver when it is imported. Descriptor 3
# leads to the evaluator then.
_SCORING = """
if __name__ == "__main__":
    open("/tmp/model.bin", "wb").write(b"model")
else:
    import os, sys, time
    import numpy as np
    def told(count):
        got = b""
        while len(got) < count:
            got += os.read(0, count - len(got)) or sys.exit(0)
        return got
    def send(frame):
        left = memoryview(frame)
        while left:
            left = left[os.write(3, left):]
    streams, positions = map(int, np.frombuffer(told(8), np.uint32))
    logits = np.zeros((streams, 256), np.float32)
"""
_TRAINING = """
import os, sys, time
import numpy as np
class Model:
    @classmethod
    def load(cls, artifact):
        return cls()
    def start(self, streams):
        self.streams = streams
    def logits(self):
        return np.zeros((self.streams, 256))
    def see(self, found):
        pass
if __name__ == "__main__":
"""


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.strip("\n").split("\n"))


def scoring(body: str) -> str:
    """A program that does ``body`` instead of predicting.

    It has ``told(count)`` and ``send(frame)`` to talk to the evaluator, ``streams``, ``positions``, and
    ``logits``, an array of zeros.
    """
    return _SCORING + _indented(body)


def training(body: str) -> str:
    """A program that does ``body`` instead of training, and predicts every byte alike."""
    return _TRAINING + _indented(body)


def research_attacks(task: VerifiedTask) -> list[Attack]:
    """Every attack that suits a task, sorted by name."""
    attacks = map(load_named, _FOLDER.glob("[a-z]_*.py"))
    suitable = (attack for attack in attacks if not attack.problems or task.name in attack.problems)
    return sorted(suitable, key=lambda attack: attack.name)


def chosen_research_attacks(names: Iterable[str], task: VerifiedTask) -> list[Attack]:
    """Attacks on a task by name, in the order of the names; without names all of them.

    Raises:
        SettingsError: No attack has one of the names.
    """
    known = {attack.name: attack for attack in research_attacks(task)}
    asked = tuple(names)
    for name in asked:
        if name not in known:
            raise SettingsError(f"no attack on {task.name} is called {name!r}; {suggestion(name, known)}")
    return [known[name] for name in asked] if asked else list(known.values())


def attacking_program(attack: Attack, task: VerifiedTask) -> str:
    """The program that an attack submits.

    Raises:
        MalformedAttackError: The attack has no function ``program()``.
    """
    program: str = function_of(attack.path, "program", "program(task)")(task)
    return program
