"""class: D
tries: to be taken for the path of a file
expect: COMPILE_ERROR
stopped by: the compiler is given a file, of a name of ours
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "/etc/passwd"
