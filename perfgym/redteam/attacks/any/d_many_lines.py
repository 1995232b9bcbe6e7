"""class: D
tries: to flood the reader with diagnostics
expect: COMPILE_ERROR COMPILE_TIMEOUT
stopped by: the number of errors is limited, and what is shown is cut
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "@ \x1b[1m root\n" * 60_000
