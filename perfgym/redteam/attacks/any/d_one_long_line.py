"""class: D
tries: to submit one line of almost a megabyte
expect: COMPILE_ERROR COMPILE_TIMEOUT CRASHED
stopped by: shown text is stripped of controls, quoted and cut
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "x" * 1_000_000
