"""What nbgrader does with a course notebook beside its own steps: its preprocessors (design 6, 8, 14)."""
