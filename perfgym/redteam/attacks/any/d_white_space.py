"""class: D
tries: to submit nothing but white space of every kind
expect: NO_CODE
stopped by: there is nothing to build, and nothing is paid
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return " \t\r\n\v\f\u00a0\u2003\u2028\u3000" * 1000
