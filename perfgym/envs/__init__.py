"""The Gymnasium environments. No subprocess, no file format and no statistics in here."""

from perfgym.envs.optimize.env import PerfOptimizeEnv
from perfgym.envs.optimize.reply import parse_reply
from perfgym.envs.optimize.text_wrapper import TextWrapper
from perfgym.envs.record import RecordEpisodes
from perfgym.envs.spaces import SourceText
from perfgym.envs.tune.env import PerfTuneEnv

__all__ = ["PerfOptimizeEnv", "PerfTuneEnv", "RecordEpisodes", "SourceText", "TextWrapper", "parse_reply"]
