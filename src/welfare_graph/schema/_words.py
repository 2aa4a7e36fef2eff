"""The default vocabulary, in English and Italian."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from welfare_graph.schema._marks import MARKS
from welfare_graph.schema._model import Word

OPEN_KINDS = frozenset({"actor_type", "tie_type", "initiative_type", "role", "sector"})
"""Kinds of words to which a territory may add its own; the others are closed lists."""


def _words(*rows: tuple[str, str, str]) -> tuple[Word, ...]:
    return tuple(Word(code=code, en=en, it=it) for code, en, it in rows)


def _types(*rows: tuple[str, str, str]) -> tuple[Word, ...]:
    return tuple(
        Word(code=code, en=en, it=it, color=MARKS[code][0], symbol=MARKS[code][1]) for code, en, it in rows
    )


def _ties(*rows: tuple[str, str, str, bool]) -> tuple[Word, ...]:
    return tuple(Word(code=code, en=en, it=it, directed=directed) for code, en, it, directed in rows)


WORDS: Mapping[str, tuple[Word, ...]] = MappingProxyType(
    {
        "actor_type": _types(
            ("mutual_aid_society", "Mutual aid society", "Società di mutuo soccorso"),
            ("consortium", "Consortium", "Consorzio"),
            ("social_cooperative", "Social cooperative", "Cooperativa sociale"),
            ("firm", "Firm", "Impresa"),
            ("micro_community", "Micro-community", "Micro-comunità"),
            ("municipality", "Municipality", "Comune"),
            ("union_of_municipalities", "Union of municipalities", "Unione di comuni"),
            ("social_services_consortium", "Social services consortium", "Consorzio dei servizi sociali"),
            ("health_authority", "Health authority", "Azienda sanitaria"),
            ("region", "Region", "Regione"),
            ("school", "School", "Scuola"),
            ("employment_agency", "Employment agency", "Agenzia per il lavoro"),
            ("training_body", "Training body", "Ente di formazione"),
            ("employers_association", "Employers' association", "Associazione di categoria"),
            ("trade_union", "Trade union", "Sindacato"),
            ("foundation", "Foundation", "Fondazione"),
            ("religious_body", "Religious body", "Ente religioso"),
            ("association", "Association", "Associazione"),
            ("facility", "Facility", "Struttura"),
            ("research_body", "Research body", "Ente di ricerca"),
            ("other_public_body", "Other public body", "Altro ente pubblico"),
            ("other_third_sector", "Other third-sector body", "Altro ente del terzo settore"),
        ),
        "tie_type": _ties(
            ("collaborates", "Collaborates with", "Collabora con", False),
            ("refers", "Refers people to", "Invia persone a", True),
            ("funds", "Funds", "Finanzia", True),
            ("commissions", "Commissions", "Affida incarichi a", True),
            ("member_of", "Is a member of", "È membro di", True),
            ("represents", "Represents", "Rappresenta", True),
            ("evaluates", "Evaluates", "Valuta", True),
            ("delivers_for", "Delivers services for", "Eroga servizi per", True),
            ("manages", "Manages", "Gestisce", True),
            ("shares_space", "Shares space with", "Condivide spazi con", False),
            ("co_membership", "Takes part with", "Partecipa insieme a", False),
            ("other", "Other tie", "Altro legame", False),
        ),
        "initiative_type": _words(
            ("pact", "Pact", "Patto"),
            ("project", "Project", "Progetto"),
            ("programme", "Programme", "Programma"),
            ("protocol", "Protocol", "Protocollo"),
            ("agreement", "Agreement", "Accordo"),
            ("call", "Call", "Bando"),
            ("network", "Network", "Rete"),
        ),
        "role": _words(
            ("lead", "Lead", "Capofila"),
            ("partner", "Partner", "Partner"),
            ("collaborator", "Collaborator", "Collaboratore"),
            ("funder", "Funder", "Finanziatore"),
            ("evaluator", "Evaluator", "Valutatore"),
            ("promoter", "Promoter", "Promotore"),
            ("signatory", "Signatory", "Firmatario"),
            ("member", "Member", "Membro"),
            ("supporter", "Supporter", "Sostenitore"),
        ),
        "sector": _words(
            ("public", "Public", "Pubblico"),
            ("private", "Private", "Privato"),
            ("third_sector", "Third sector", "Terzo settore"),
        ),
        "size": _words(
            ("micro", "Micro (under 10 employed)", "Micro (meno di 10 addetti)"),
            ("small", "Small (under 50)", "Piccola (meno di 50)"),
            ("medium", "Medium (under 250)", "Media (meno di 250)"),
            ("large", "Large (250 and more)", "Grande (250 e oltre)"),
        ),
        "status": _words(
            ("active", "Active", "Attivo"),
            ("planned", "Planned", "Previsto"),
            ("proposed", "Proposed", "Proposto"),
            ("ended", "Ended", "Concluso"),
            ("withdrawn", "Withdrawn", "Ritirato"),
        ),
        "commitment_status": _words(
            ("proposed", "Proposed", "Proposto"),
            ("signed", "Signed", "Firmato"),
            ("active", "Active", "Attivo"),
            ("done", "Done", "Fatto"),
            ("withdrawn", "Withdrawn", "Ritirato"),
        ),
        "grade": _words(
            ("documented", "Documented", "Documentato"),
            ("computed", "Computed", "Calcolato"),
            ("estimate", "Estimate", "Stima"),
            ("assumption", "Assumption", "Ipotesi"),
        ),
        "mode": _words(
            ("on_site", "On site", "In sede"),
            ("home", "At home", "A domicilio"),
            ("mobile", "Mobile", "Itinerante"),
            ("remote", "Remote", "A distanza"),
        ),
        "approach": _words(
            ("protection", "Protection", "Tutela"),
            ("integration", "Integration", "Integrazione"),
            ("mixed", "Mixed", "Misto"),
        ),
        "complete": _words(("yes", "Yes", "Sì"), ("partial", "Partial", "In parte"), ("no", "No", "No")),
        "road": _words(("yes", "Yes", "Sì"), ("no", "No", "No")),
        "people_unit": _words(
            ("area", "Area", "Area"), ("actor", "Actor", "Attore"), ("initiative", "Initiative", "Iniziativa")
        ),
        "action": _words(
            ("open", "Open", "Aprire"), ("expand", "Expand", "Ampliare"), ("tie", "Tie", "Collegare")
        ),
        "direction": _words(("min", "At least", "Almeno"), ("max", "At most", "Al massimo")),
        "level": _words(
            ("area", "Area", "Area"),
            ("zone", "Zone", "Zona"),
            ("catchment", "Catchment", "Bacino"),
            ("territory", "Territory", "Territorio"),
        ),
        "word_kind": _words(
            ("actor_type", "Kind of actor", "Tipo di attore"),
            ("tie_type", "Kind of tie", "Tipo di legame"),
            ("initiative_type", "Kind of initiative", "Tipo di iniziativa"),
            ("role", "Role", "Ruolo"),
            ("sector", "Sector", "Settore"),
        ),
    }
)
"""The default vocabulary: every kind of word, in the order a person would read it."""
