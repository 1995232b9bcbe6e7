"""class: D
tries: to submit text in another encoding
expect: COMPILE_ERROR
stopped by: source text is UTF-8
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return "".join(f"{c}\0" for c in "\ufffe" + problem.references[language])
