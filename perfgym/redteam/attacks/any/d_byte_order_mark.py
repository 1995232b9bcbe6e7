"""class: D
tries: to begin with a byte-order mark
expect: ACCEPTED COMPILE_ERROR
stopped by: the compiler decides
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return "\ufeff" + problem.references[language]
