"""class: D
tries: to be nothing, and not empty
expect: COMPILE_ERROR
stopped by: output bytes decide, and the compiler does before
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "\0" * 100_000
