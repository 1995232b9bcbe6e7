"""class: D
tries: to make the harness fail over lone halves of surrogate pairs
expect: COMPILE_ERROR
stopped by: characters that cannot be encoded are replaced
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language] + "\ud83d\n"
