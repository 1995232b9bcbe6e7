"""class: D
tries: to be in a language that was not asked for
expect: COMPILE_ERROR
stopped by: the language is the environment's, whatever the text looks like
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "<?php echo str_repeat($argv[0], 3); ?>\n<script>fetch(`/etc/passwd`)</script>\n"
