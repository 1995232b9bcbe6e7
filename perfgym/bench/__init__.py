"""PerfGym-Bench: one agent plays a fixed set of problems, and a result file says what came of it.

The episodes are those of a run in the store. A result file holds what others need to read the result, to
measure its programs again and to compare it with another one.
"""
