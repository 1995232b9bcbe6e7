"""``AutoResearch``: the agent improves a training script, one experiment after another."""

__all__: list[str] = []
