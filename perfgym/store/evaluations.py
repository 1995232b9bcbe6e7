"""Evaluations kept for reuse, by a key over everything that they depend on.

Each is sealed with the user's secret key, because a reward is paid for what is recalled: a row that somebody
edited, or moved to another key, is not believed.
"""

import hmac
import warnings

from perfgym.machine.input_key import input_key
from perfgym.records import Evaluation
from perfgym.store.rows import reading_records
from perfgym.store.sqlite import Database, insert

__all__ = ["StoredEvaluations"]


class StoredEvaluations:
    """The evaluations in a store, which all processes share.

    Args:
        database: The store's file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, key: str) -> list[Evaluation]:
        """Return all evaluations under a key, oldest first, each once.

        Those whose seal does not fit are left out, with a warning that names the store and the key.

        Raises:
            MachineError: The record of one is damaged.
        """
        rows = self._database.rows(
            "SELECT evaluation, seal FROM evaluations WHERE key = ? ORDER BY ordinal", key
        )
        sealed = [row["evaluation"] for row in rows if _fits(key, row["evaluation"], row["seal"])]
        if len(sealed) < len(rows):
            warnings.warn(
                f"the store {self._database.path} holds under the key {key} an evaluation whose seal does "
                "not fit: it was edited or damaged; it is ignored, and the program is evaluated again",
                RuntimeWarning,
                stacklevel=2,
            )
        # A copy of a row has its seal too, and would count twice among pooled samples.
        with reading_records(self._database.path):
            return [Evaluation.from_json(text) for text in dict.fromkeys(sealed)]

    def remember(self, key: str, evaluation: Evaluation) -> None:
        """Add an evaluation to those under a key."""
        text = evaluation.to_json()
        with self._database.writing() as connection:
            insert(connection, "evaluations", {"key": key, "evaluation": text, "seal": _seal(key, text)})


def _seal(key: str, text: str) -> str:
    return input_key().seal("stored evaluation", key, text)


def _fits(key: str, text: str, seal: str) -> bool:
    return hmac.compare_digest(_seal(key, text).encode(), seal.encode(errors="replace"))
