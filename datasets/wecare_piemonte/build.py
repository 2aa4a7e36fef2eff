"""Build the networks of territorial welfare beside the Pinerolese's: facts and choices in, a folder out."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pandas as pd

import welfare_graph as wg

HERE = Path(__file__).resolve().parent
GUESSED = "type inferred from the name"
ABOUT = {
    "title": "Reti di welfare territoriale in Piemonte e dintorni",
    "language": "it",
    "licence": "CC BY 4.0",
}
UNKNOWN = {
    "kind": ["actor_type"],
    "code": ["unknown"],
    "label_en": ["Not stated"],
    "label_it": ["Non indicato"],
    "color": ["#8a8a8a"],
    "symbol": ["circle"],
}


def table(name: str) -> pd.DataFrame:
    """Return one table of facts or choices, every cell as text."""
    return pd.read_csv(HERE / f"{name}.csv", dtype="str", keep_default_na=False)


def members() -> pd.DataFrame:
    """Return the facts that name a body, with its id and its role in the words of the data model."""
    chosen = table("choices/actors").set_index("name")
    roles = table("choices/roles").set_index("documented")["role"]
    rows = table("facts/networks")
    rows = rows[~rows["actor"].str.startswith("(")].reset_index(drop=True)
    return rows.assign(actor_id=rows["actor"].map(chosen["actor_id"]), word=rows["role"].map(roles))


def tables() -> dict[str, pd.DataFrame]:
    """Return every table of the dataset."""
    rows = members()
    bodies = table("choices/actors").drop_duplicates("actor_id")
    cited = rows.groupby("actor_id")["source_id"].agg(lambda ids: ";".join(dict.fromkeys(ids)))
    doubted = (GUESSED + "; " + bodies["note"]).str.removesuffix("; ").mask(bodies["type"] == "unknown", "")
    networks = table("choices/initiatives").rename(columns={"network": "initiative_id"})
    sources = table("facts/sources").rename(columns={"id": "source_id"})
    source_of = rows.drop_duplicates("network").set_index("network")["source_id"]
    seen = sources.set_index("source_id")["date"]
    networks["source_id"] = networks["initiative_id"].map(source_of)
    return {
        "actors": bodies.assign(
            source_id=bodies["actor_id"].map(cited),
            grade=(bodies["type"] == "unknown").map({True: "documented", False: "estimate"}),
            note=doubted,
        ),
        "ties": pd.DataFrame({"source": [], "target": [], "type": []}, dtype="str"),
        "initiatives": networks.assign(grade="documented", last_seen=networks["source_id"].map(seen)),
        "memberships": pd.DataFrame(
            {
                "actor_id": rows["actor_id"],
                "initiative_id": rows["network"],
                "role": rows["word"],
                "source_id": rows["source_id"],
                "grade": "documented",
                "role_documented": rows["role"],
                "name_documented": rows["actor"],
            }
        ),
        "vocabulary": pd.DataFrame(UNKNOWN),
        "sources": sources,
    }


def main() -> None:
    """Build the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write (default: beside this file)")
    out = parser.parse_args().out
    filled = {name: frame.replace("", None) for name, frame in tables().items()}
    wg.write(wg.Ecosystem.from_tables(**filled, **ABOUT), out)
    if out.resolve() != HERE:
        shutil.copyfile(HERE / "README.md", out / "README.md")


if __name__ == "__main__":
    main()
