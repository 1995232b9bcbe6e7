"""An agent plays many episodes at a time, each turn kept in the store; what was stopped goes on.

All that is random comes from the rollout's seed and the number of the episode, so that an episode which is
played again, as it was not finished, meets the same inputs, and its agent the same randomness.
"""

from perfgym.rollout.plan import Plan, Slot
from perfgym.rollout.play import Rollout
from perfgym.rollout.results import EpisodeResult, Group, Summary, summarise

__all__ = ["EpisodeResult", "Group", "Plan", "Rollout", "Slot", "Summary", "summarise"]
