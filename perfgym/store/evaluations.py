"""Evaluations kept for reuse, by a key over everything that they depend on."""

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
        """Return all evaluations under a key, oldest first.

        Raises:
            MachineError: The record of one is damaged.
        """
        rows = self._database.rows("SELECT evaluation FROM evaluations WHERE key = ? ORDER BY ordinal", key)
        with reading_records(self._database.path):
            return [Evaluation.from_json(row["evaluation"]) for row in rows]

    def remember(self, key: str, evaluation: Evaluation) -> None:
        """Add an evaluation to those under a key."""
        row = {"key": key, "evaluation": evaluation.to_json()}
        with self._database.writing() as connection:
            insert(connection, "evaluations", row)
