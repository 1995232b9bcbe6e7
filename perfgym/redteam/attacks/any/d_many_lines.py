"""class: D
tries: to drown the reader in diagnostics
expect: COMPILE_ERROR COMPILE_TIMEOUT
stopped by: errors are limited, what is shown is cut
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "@ \x1b[1m root\n" * 60_000
