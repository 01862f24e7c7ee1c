"""The closed lists of words the record may use, each with its meaning in plain English.

Sources: the Admiralty code (NATO AJP-2.1) for reliability and credibility; the event kinds are this
project's own, wide enough for the six event types of ACLED and the three types of violence of UCDP.
"""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, str]] = {
    "control_change": "Change of hands",
    "contested": "Contested",
    "siege_start": "Siege begins",
    "siege_end": "Siege ends",
    "battle": "Battle",
    "airstrike": "Air strike",
    "operation_start": "Operation begins",
    "operation_end": "Operation ends",
    "attack": "Attack",
    "massacre": "Mass killing",
    "displacement": "Displacement",
    "infrastructure": "Infrastructure",
    "political": "Political",
}

STATUSES: Final[dict[str, str]] = {
    "held": "held",
    "contested": "contested",
    "besieged": "besieged",
    "divided": "divided",
}

AREA_KINDS: Final[dict[str, str]] = {
    "baseline": "held all of it on that day",
    "taken": "took all of it that was left",
    "lost": "lost all that it held there",
    "handover": "handed all of it over",
    "withdrawal": "left it",
}

DATE_PRECISIONS: Final[dict[str, str]] = {
    "day": "exact day",
    "week": "within the week",
    "month": "within the month",
    "year": "within the year",
}

RELIABILITIES: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}

CREDIBILITIES: Final[dict[str, str]] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}

COUNTRIES: Final[dict[str, str]] = {"SY": "Syria", "IQ": "Iraq", "TR": "Türkiye", "JO": "Jordan"}

BANKS: Final[dict[str, str]] = {
    "left": "left bank",
    "right": "right bank",
    "both": "both banks",
    "off-river": "off the river",
}

COORDINATE_PRECISIONS: Final[dict[str, str]] = {
    "exact": "exact",
    "approximate": "approximate",
    "unknown": "not known",
}

PLACE_KINDS: Final[dict[str, str]] = {
    "city": "city",
    "town": "town",
    "village": "village",
    "district": "district",
    "dam": "dam",
    "bridge": "bridge",
    "border_crossing": "border crossing",
    "airbase": "air base",
    "base": "military base",
    "oil_field": "oil field",
    "gas_plant": "gas plant",
    "facility": "facility",
}

SOURCE_KINDS: Final[dict[str, str]] = {
    "news_agency": "news agency",
    "newspaper": "newspaper",
    "broadcaster": "broadcaster",
    "party_media": "media of a party to the conflict",
    "military": "military",
    "government": "government",
    "monitor": "monitoring group",
    "ngo": "non-governmental organisation",
    "think_tank": "research institute",
    "academic": "academic work",
    "specialist_press": "specialist press",
    "encyclopedia": "open encyclopedia",
    "gazetteer": "gazetteer",
    "blog": "blog",
}

PATTERNS: Final[dict[str, str]] = {
    "solid": "plain",
    "stripe": "diagonal stripes",
    "cross": "crossed lines",
    "dot": "dots",
    "bar": "vertical bars",
    "dash": "horizontal bars",
}

SIDES: Final[dict[str, str]] = {
    "iraq": "Iraqi state and allies",
    "syria": "Syrian state (to December 2024) and allies",
    "syria-transition": "Syrian state (from December 2024)",
    "coalition": "US-led coalition",
    "kurdish-led": "Kurdish-led forces in Syria",
    "opposition": "Syrian opposition",
    "turkey": "Türkiye and allies",
    "islamic-state": "Islamic State and predecessors",
    "jihadist": "Other jihadist groups",
    "insurgent": "Iraqi insurgents",
    "tribal": "Tribal forces",
    "other": "Other",
}

KIND_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Control of a place": ("control_change", "contested", "siege_start", "siege_end"),
    "Ground fighting": ("battle", "attack"),
    "Air strikes": ("airstrike",),
    "Harm to civilians": ("massacre", "displacement"),
    "Operations": ("operation_start", "operation_end"),
    "Politics and infrastructure": ("political", "infrastructure"),
}
"""Kinds gathered into the six groups that charts tell apart by colour."""

GROUP_IDS: Final = ("control", "fighting", "airstrikes", "civilians", "operations", "politics")
"""What the groups are called in an address, in their order."""

GROUP_OF: Final[dict[str, str]] = {kind: group for group, kinds in KIND_GROUPS.items() for kind in kinds}


def describe_grade(grade: str) -> str:
    """Both axes in words: "C3: source fairly reliable, information possibly true"."""
    reliability, credibility = grade[:1], grade[1:]
    source = RELIABILITIES.get(reliability, "not graded").removeprefix("reliability ")
    information = CREDIBILITIES.get(credibility, "not graded").removeprefix("truth ")
    return f"{grade}: source {source}, information {information}"
