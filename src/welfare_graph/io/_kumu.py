"""CSV for Kumu: elements and connections."""

from __future__ import annotations

import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io._csv import write_csv
from welfare_graph.io._graphs import frames


def kumu_files(eco: Ecosystem) -> dict[str, bytes]:
    """Return the two files that Kumu imports; ends are labels, made different where names repeat."""
    actors, ties = frames(eco)
    names = actors["name"].astype(object)
    repeated = names.duplicated(keep=False)
    labels = names.where(~repeated, names + " (" + actors["actor_id"].astype(object) + ")")
    by_id = dict(zip(actors["actor_id"], labels, strict=True))
    words = {kind: eco.words(kind)["label_en"] for kind in ("actor_type", "tie_type")}
    elements = actors.rename(columns={"actor_id": "ID", "type": "type code"}).drop(columns="name")
    elements.insert(0, "Label", labels.astype("str"))
    elements.insert(1, "Type", actors["type"].map(words["actor_type"]).fillna(actors["type"]).astype("str"))
    connections = pd.DataFrame(
        {
            "From": ties["source"].map(by_id),
            "To": ties["target"].map(by_id),
            "Type": ties["type"].map(words["tie_type"]).fillna(ties["type"]),
            "Direction": ties["one_way"].map({True: "directed", False: "undirected"}),
        },
        dtype="str",
    )
    own = ties.drop(columns=["source", "target", "one_way"]).rename(columns={"type": "type code"})
    return {
        "elements.csv": write_csv(elements),
        "connections.csv": write_csv(pd.concat([connections, own], axis="columns")),
    }
