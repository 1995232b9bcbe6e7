"""An agent plays many episodes at a time; each turn is kept in the store, and an interrupted run can resume.

All randomness comes from the rollout's seed and the number of the episode. An episode that is played again,
because it was not finished, meets the same inputs, and its agent the same randomness.
"""

from perfgym.rollout.plan import Plan, Slot
from perfgym.rollout.play import Rollout
from perfgym.rollout.results import EpisodeResult, RolloutSummary, SeedGroup, summarise

__all__ = ["EpisodeResult", "Plan", "Rollout", "RolloutSummary", "SeedGroup", "Slot", "summarise"]
