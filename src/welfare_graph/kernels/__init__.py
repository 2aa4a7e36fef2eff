"""Algorithms on arrays: NumPy and SciPy only, no table, no graph library."""
