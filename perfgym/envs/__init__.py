"""The Gymnasium environments. No subprocess, no file format and no statistics in here."""

from perfgym.envs.optimize import PerfOptimizeEnv
from perfgym.envs.record import RecordEpisodes
from perfgym.envs.spaces import SourceText
from perfgym.envs.text import TextWrapper, parse_reply
from perfgym.envs.tune import PerfTuneEnv

__all__ = ["PerfOptimizeEnv", "PerfTuneEnv", "RecordEpisodes", "SourceText", "TextWrapper", "parse_reply"]
