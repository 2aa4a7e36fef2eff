"""Colours that every reader can tell apart, computed as WCAG 2.2 and colour science define it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from welfare_graph.schema import WORDS
from welfare_graph.viz._colours import (
    GAP_SIGNS,
    GRADE_MARKS,
    HUES,
    SHAPES,
    THEMES,
    TIE_DASHES,
    TYPE_MARKS,
    contrast,
    marks,
)

# Machado, Oliveira & Fernandes (2009), severity 1, doi:10.1109/TVCG.2009.113
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour, seen):
    """CIE L*a*b* of a colour as one kind of reader sees it."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(BLINDNESS[seen] @ linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_every_default_word_has_a_mark_a_dash_a_sign():
    assert set(TYPE_MARKS) == {word.code for word in WORDS["actor_type"]}
    assert set(TIE_DASHES) == {word.code for word in WORDS["tie_type"]}
    assert list(GRADE_MARKS) == ["documented", "computed", "estimate", "assumption"]
    assert len(set(GAP_SIGNS.values())) == len(GAP_SIGNS)


def test_no_two_types_share_colour_and_shape():
    assert len(set(TYPE_MARKS.values())) == len(TYPE_MARKS)
    assert {shape for _, shape in TYPE_MARKS.values()} <= set(SHAPES)


@pytest.mark.parametrize("seen", BLINDNESS)
def test_types_of_one_shape_stay_apart(seen):
    for (_, one), (_, other) in combinations(TYPE_MARKS.items(), 2):
        if one[1] == other[1]:
            assert np.linalg.norm(lab(one[0], seen) - lab(other[0], seen)) > 15, (seen, one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_the_page(theme):
    for hue in HUES.values():
        for ground in ("page", "panel", "quiet", "land"):
            least = 3 if ground != "land" else 2.5
            assert contrast(hue, THEMES[theme][ground]) >= least, (hue, ground)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [(text, ground) for text in ("ink", "soft", "accent", "gap") for ground in ("page", "panel", "quiet")]
    + [
        ("ink", "accent-wash"),
        ("soft", "accent-wash"),
        ("accent", "accent-wash"),
        ("gap", "gap-wash"),
        ("ink", "gap-wash"),
        ("accent", "gap-wash"),
        ("on-accent", "accent"),
        ("panel", "ink"),
        ("ink", "help-wash"),
        ("soft", "land"),
    ],
)
def test_text_reads(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_lines_that_mean_something_stand_out(theme):
    colours = THEMES[theme]
    for line in ("edge", "accent", "help", "gap"):
        assert contrast(colours[line], colours["panel"]) >= 3, line


@pytest.mark.parametrize(
    ("theme", "light", "deep"), [("light", "#1c2126", "#ffffff"), ("dark", "#f2f4f2", "#14181b")]
)
def test_signs_read_on_every_shade(theme, light, deep):
    for family in "gb":
        for shade in (1, 2, 3):
            assert contrast(THEMES[theme][f"{family}{shade}"], light) >= 4.5, (family, shade)
        for shade in (4, 5):
            assert contrast(THEMES[theme][f"{family}{shade}"], deep) >= 4.5, (family, shade)


@pytest.mark.parametrize("theme", THEMES)
def test_shades_rise_in_order(theme):
    for family in "gb":
        steps = [contrast(THEMES[theme][f"{family}{n}"], THEMES[theme]["panel"]) for n in range(1, 6)]
        assert steps == sorted(steps)


def test_a_vocabulary_may_choose_but_not_break():
    given = {"firm": ("#112233", "star"), "school": ("red;}", "blob"), "club": (None, None)}
    chosen = marks(["firm", "school", "club", "guild"], given)
    assert chosen["firm"] == ("#112233", "star")
    assert chosen["school"] == TYPE_MARKS["school"]
    assert chosen["club"] != chosen["guild"]
    assert not {chosen["club"], chosen["guild"]} & set(TYPE_MARKS.values())
