"""class: D
tries: to be white space, of every kind there is
expect: NO_CODE
stopped by: there is nothing to build, and no reward for it
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return " \t\r\n\v\f\u00a0\u2003\u2028\u3000" * 1000
