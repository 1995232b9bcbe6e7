"""``AutoResearch``: the agent improves a training script, one experiment a step."""

__all__: list[str] = []
