#!/bin/bash
# Writes the reward that perfgym pays for the program to /logs/verifier/reward.json. Where perfgym or the machine
# fails, it writes none: Harbor then reports an error for the trial, which says nothing about the program.
program={{ program }}
[ -f "$program" ] || program=/dev/null # a program that is gone is paid as one that was never written
# The exit status is that of the verdict, and the reward holds the verdict.
perfgym eval "$program" --env {{ env_id }} --seed "${PERFGYM_SEED:-0}"{{ backend }} --json >/logs/verifier/perfgym.json
python3 - <<'PYTHON'
import json

with open("/logs/verifier/perfgym.json") as file:
    evaluation = json.load(file)
figures = {
    "reward": evaluation["reward"],
    "accepted": float(evaluation["status"] == "ACCEPTED"),
    "speedup": evaluation["speedup_low"],
}
with open("/logs/verifier/reward.json", "w") as file:
    json.dump({name: value for name, value in figures.items() if value is not None}, file)
PYTHON
