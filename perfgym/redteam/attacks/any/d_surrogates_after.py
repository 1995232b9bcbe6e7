"""class: D
tries: to have the harness fail over halves of characters
expect: COMPILE_ERROR
stopped by: what cannot be encoded is replaced
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language] + "\ud83d\n"
