"""class: D
tries: to overload the harness with 50 MB of source
expect: COMPILE_ERROR
stopped by: the limit on source bytes
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "int x;\n" * (50_000_000 // 7)
