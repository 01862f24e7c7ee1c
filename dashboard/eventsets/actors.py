"""Which force an actor's name means: other data sets name the same armies in words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd
from rapidfuzz import fuzz, process

from dashboard.record.schema import LIST_SEPARATOR, Forces
from dashboard.record.spelling import fold

NEAR: Final = 85.0
"""How alike two words must be, of 100, to pass for one word misspelt."""
SHORTEST_NEAR: Final = 6
"""Letters from which a word may be misspelt: Iran is not Iraq, nor IS the ISF."""
MOST_TRIED: Final = 8

STATE_FORCES: Final = re.compile(r"(?:military|armed|police|security) forces of (?:the )?(.+)", re.IGNORECASE)
"""How ACLED names the forces of a state; UCDP says government, and so does the record."""
COUNTRY_OF: Final = {"iraqi": "iraq", "syrian": "syria", "iranian": "iran", "turkish": "turkey", "russian": "russia"}
SMALL_WORDS: Final = frozenset({"", "of", "and", "in", "for"})

_ASIDE: Final = re.compile(r"[(\[][^)\]]*[)\]]")
_AREA_WORDS: Final = re.compile(
    r"\b(governorate|province|district|region|muhafazat|muhafazah|wilayat|ili)\b|محافظة", re.IGNORECASE
)


def fold_area(name: str) -> str:
    """The name of a governorate without the word for it, folded: Deir ez Zor governorate is Deir ez-Zor."""
    return fold(_AREA_WORDS.sub(" ", name))


@dataclass(frozen=True)
class ActorIndex:
    """The forces that each spelling of an actor may mean."""

    spellings: Mapping[str, frozenset[str]]
    sorted_words: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, forces: pd.DataFrame) -> ActorIndex:
        """The index of the forces' ids, names and aliases. What two forces share means either."""
        spellings: dict[str, set[str]] = {}
        words: dict[str, set[str]] = {}
        for force, text in _names(forces):
            for form in _forms(text):
                spellings.setdefault(fold(form), set()).add(force)
                words.setdefault(_sorted_words(form), set()).add(force)
        return cls(_frozen(spellings), _frozen(words))

    def forces(self, actor: str) -> frozenset[str]:
        """The force ids that the name means, exactly or nearly; none if nothing comes near."""
        return frozenset(force for force, _ in self.scored(actor))

    def scored(self, actor: str) -> tuple[tuple[str, float], ...]:
        """The forces with how alike the names are, from 0 to 1; an exact name keeps near ones out."""
        for form in _forms(actor):
            if exact := self.spellings.get(fold(form)):
                return tuple((force, 1.0) for force in sorted(exact))
        tried = [near for form in _forms(actor) if (near := self._nearest(_sorted_words(form)))]
        return max(tried, key=lambda near: near[0][1], default=())

    def _nearest(self, wanted: str) -> tuple[tuple[str, float], ...]:
        """The forces whose name has the same words, the long ones perhaps misspelt."""
        found = process.extract(
            wanted, self.sorted_words.keys(), score_cutoff=NEAR, limit=MOST_TRIED, scorer=fuzz.ratio
        )
        for spelling, score, _ in found:
            if _same_words(wanted.split(), spelling.split()):
                return tuple((force, score / 100) for force in sorted(self.sorted_words[spelling]))
        return ()


def _same_words(wanted: list[str], given: list[str]) -> bool:
    """True where each word is the other's, or a long word is nearly so."""
    return len(wanted) == len(given) and all(
        a == b or (min(len(a), len(b)) >= SHORTEST_NEAR and fuzz.ratio(a, b) >= NEAR)
        for a, b in zip(wanted, given, strict=True)
    )


def _names(forces: pd.DataFrame) -> Iterator[tuple[str, str]]:
    columns = [Forces.force_id, Forces.name, Forces.short_name, Forces.name_ar, Forces.aliases]
    for cells in forces[columns].itertuples(index=False):
        for text in LIST_SEPARATOR.join(cells).split(LIST_SEPARATOR):
            if text.strip():
                yield cells[0], text


@lru_cache(maxsize=16_384)
def _forms(text: str) -> tuple[str, ...]:
    """The name as given, without what stands in brackets, and its parts around a colon."""
    bare = _ASIDE.sub(" ", text).strip()
    state = STATE_FORCES.match(_ASIDE.split(text)[0].strip())
    forms = (text, bare, *(part.strip() for part in bare.split(":") if ":" in bare))
    named = (*forms, f"government of {state[1]}") if state else forms
    return tuple(dict.fromkeys(form for form in named if fold(form)))


@lru_cache(maxsize=16_384)
def _sorted_words(text: str) -> str:
    """The words of the name folded and in order of the alphabet, without the small ones; Iraqi counts as Iraq."""
    words = (fold(word) for word in re.split(r"[\s\-]+", text))
    return " ".join(sorted(COUNTRY_OF.get(word, word) for word in words if word not in SMALL_WORDS))


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in sets.items() if key}
