"""The order in which one fills in the tables."""

ORDER = (
    "areas",
    "actors",
    "ties",
    "needs",
    "demand",
    "services",
    "initiatives",
    "memberships",
    "inventory",
    "gateways",
    "catchments",
    "commitments",
    "costs",
    "people_groups",
    "travel",
    "adjacency",
    "standards",
    "responses",
    "outlines",
    "vocabulary",
    "sources",
)
"""The tables in the order in which one fills them in."""
