"""class: D
tries: to submit a program in another language than the environment's
expect: COMPILE_ERROR
stopped by: the environment fixes the language, whatever the text looks like
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "<?php echo str_repeat($argv[0], 3); ?>\n<script>fetch(`/etc/passwd`)</script>\n"
