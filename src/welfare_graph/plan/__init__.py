"""What to do about it: plans with a proof."""

__all__: list[str] = []
