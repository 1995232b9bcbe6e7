"""class: D
tries: to overflow the compiler's stack with brackets
expect: COMPILE_ERROR COMPILE_TIMEOUT
stopped by: a compiler that crashes is a build that failed
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "([{" * 150_000
