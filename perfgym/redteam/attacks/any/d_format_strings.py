"""class: D
tries: to be formatted by whoever shows it
expect: COMPILE_ERROR
stopped by: text is shown, never interpreted
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "%s%n%x {0} {self.__class__} $HOME ~ [bold red]x[/bold red] \\N{BEL} \n" * 50
