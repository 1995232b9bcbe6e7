"""class: D
tries: to send control codes to the terminal that shows the diagnostics
expect: COMPILE_ERROR
stopped by: shown text is stripped of controls, quoted and cut
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language] + "\n\x1b[2J\x1b]0;owned\x07\x1b[31mStatus: ACCEPTED\x9b2J\n"
