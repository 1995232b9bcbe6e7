"""Research on a training script: tasks, experiments, their verified results, and what is kept."""
