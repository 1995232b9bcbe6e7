"""class: D
tries: to be taken for the path of a file
expect: COMPILE_ERROR
stopped by: the compiler gets a file whose name perfgym chose
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "/etc/passwd"
