"""Runs, episodes, turns and evaluations in one SQLite file, with their exports and reports."""

from perfgym.store.actions import action_text
from perfgym.store.evaluations import StoredEvaluations
from perfgym.store.provenance import installed_versions
from perfgym.store.records import Episode, Run, Tally, Turn, best_turn, planned, timestamp
from perfgym.store.size_fits import FACTORS, DamagedFit, SizeFit, SizeFits, SizeKey, user_size_fits
from perfgym.store.statistics import (
    Outcome,
    Statistics,
    accepted_speedup,
    outcome_of,
    pass_at,
    statistics,
    statistics_by_environment,
    total_usage,
)
from perfgym.store.store import Store, default_store_path, open_store

__all__ = [
    "FACTORS",
    "DamagedFit",
    "Episode",
    "Outcome",
    "Run",
    "SizeFit",
    "SizeFits",
    "SizeKey",
    "Statistics",
    "Store",
    "StoredEvaluations",
    "Tally",
    "Turn",
    "accepted_speedup",
    "action_text",
    "best_turn",
    "default_store_path",
    "installed_versions",
    "open_store",
    "outcome_of",
    "pass_at",
    "planned",
    "statistics",
    "statistics_by_environment",
    "timestamp",
    "total_usage",
    "user_size_fits",
]
