"""The rules of the course: pure functions and small tables, no Jupyter, no clock, no files but their own data."""
