"""class: D
tries: to submit NUL bytes, which are neither code nor an empty text
expect: COMPILE_ERROR
stopped by: the compiler rejects it, and the output's bytes would
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "\0" * 100_000
