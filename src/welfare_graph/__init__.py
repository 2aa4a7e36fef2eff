"""A territory's welfare as a typed graph joined to needs, places and capacity."""

__version__ = "0.1.0"
