"""class: D
tries: to be no code at all
expect: NO_CODE
stopped by: there is nothing to build, and no reward for it
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return ""
