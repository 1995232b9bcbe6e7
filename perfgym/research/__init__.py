"""Training scripts as tasks: evaluations of a program on hidden text, and the rule that keeps it."""
