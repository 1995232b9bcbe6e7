"""class: D
tries: to submit no code at all
expect: NO_CODE
stopped by: there is nothing to build, and nothing is paid
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return ""
