"""class: D
tries: to look different from what it is, in the source and in diagnostics
expect: COMPILE_ERROR
stopped by: shown text is stripped of controls, quoted and cut
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language] + "\n\u202e } \u2066 if accepted \u2069 \u2066 begin \u202c\n"
