"""class: D
tries: to make a parser of code fences search for ends that do not exist
expect: COMPILE_ERROR
stopped by: a submission is one text, and nothing is cut out of it
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "```" * 30_001 + "<code>" * 30_001
