"""Rollouts: agents play many episodes at a time. Each turn is stored, and an interrupted run can be resumed.

All randomness comes from the rollout's seed and the number of the episode. An episode that was not finished
is played again with the same inputs and the same randomness of the agent.
"""

from perfgym.rollout.plan import Plan, Slot
from perfgym.rollout.play import Rollout
from perfgym.rollout.results import EpisodeResult, RolloutSummary, SeedGroup, summarise

__all__ = ["EpisodeResult", "Plan", "Rollout", "RolloutSummary", "SeedGroup", "Slot", "summarise"]
