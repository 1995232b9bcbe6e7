"""class: D
tries: to keep a reader of fences waiting for their ends
expect: COMPILE_ERROR
stopped by: a submission is one text, of which nothing is taken out
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "```" * 30_001 + "<code>" * 30_001
