"""Synthetic territories of any size."""
