"""Names of places, forces and operations, compared as a reader would: Al-Qaim, al-Qa'im, Qaim and القائم
are one place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from rapidfuzz import fuzz, process

LONGEST_NAME: Final = 120
"""Letters compared when looking for a near match; no name is longer, and a pasted page must not be slow."""

ARTICLES: Final = frozenset({"al", "el", "the", "ال"})
SUN_LETTERS: Final = ("sh", "th", "dh", "d", "n", "r", "s", "t", "z")
"""Before these the l of the article is spoken, and often written, as the letter itself: ar-Raqqa."""

LETTERS: Final = str.maketrans("ىیکةٱı", "ييكهاi", "ء")

APOSTROPHES: Final = "'\u2018\u2019"

NEAR: Final = 55.0
SEARCH_NEAR: Final = 66.0


def fold(text: str) -> str:
    """The text without what spellings of one name differ in: case, accents, signs, spaces and articles."""
    words = _words(text)
    pairs = zip_longest(words, words[1:], fillvalue="")
    bare = [word for word, after in pairs if not _is_article(word, after)]
    return "".join(_without_arabic_article(word) for word in bare or words)


def slug(text: str) -> str:
    """An id made from a name: its folded words joined by hyphens."""
    return "-".join(_words(text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(_letter(char) for char in plain.translate(LETTERS)).split()


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """The letter itself, a space for what parts words, nothing for accents, apostrophes and hidden marks."""
    category = unicodedata.category(char)
    if category[0] in "LN" and category != "Lm":
        return char
    return " " if char.isspace() or (category[0] in "ZP" and char not in APOSTROPHES) else ""


def _is_article(word: str, after: str) -> bool:
    if word in ARTICLES:
        return True
    return word[:1] in {"a", "e"} and word[1:] in SUN_LETTERS and after.startswith(word[1:])


def _without_arabic_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


@dataclass(frozen=True)
class NameIndex:
    """What each spelling leads to. A spelling shared by two entries leads to neither."""

    names: Mapping[str, str]
    spellings: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, ids: Sequence[str], names: Sequence[str] = (), aliases: Sequence[Iterable[str]] = ()) -> NameIndex:
        """The index of these entries; an id wins over a name, and a name over an alias."""
        spellings: dict[str, tuple[str, ...]] = {}
        for level in ([[key] for key in ids], [[name] for name in names], aliases):
            found: dict[str, dict[str, None]] = {}
            for key, texts in zip(ids, level, strict=False):
                for text in texts:
                    found.setdefault(fold(text), {})[key] = None
            for spelling, keys in found.items():
                if spelling:
                    spellings.setdefault(spelling, tuple(keys))
        return cls(dict(zip(ids, names or ids, strict=True)), spellings)

    def find(self, text: str) -> str | None:
        """The id that this id, name or alias leads to; None if there is none or more than one."""
        found = self.candidates(text)
        return found[0] if len(found) == 1 else None

    def candidates(self, text: str) -> tuple[str, ...]:
        """Every id that shares this spelling."""
        return (text,) if text in self.names else self.spellings.get(fold(text), ())

    def nearest(self, text: str, n: int = 3) -> list[str]:
        """Names of the entries spelt most like the text, best first; none if nothing comes near."""
        wanted, spellings = fold(text)[:LONGEST_NAME], list(self.spellings)
        found = process.extract(wanted, spellings, scorer=fuzz.ratio, score_cutoff=NEAR, limit=5 * n)
        keys = dict.fromkeys(key for spelling, _, _ in found for key in self.spellings[spelling])
        return list(dict.fromkeys(self.names[key] for key in keys))[:n]

    def search(self, text: str, n: int = 10) -> list[str]:
        """Ids for a search box: spellings that begin with the text, then that hold it, then near ones."""
        wanted = fold(text)[:LONGEST_NAME]
        if not wanted:
            return []
        best: dict[str, tuple[int, float]] = {}
        for spelling, keys in self.spellings.items():
            score = max(fuzz.ratio(wanted, spelling), fuzz.ratio(wanted, spelling[: len(wanted)]) - 5)
            rank = 0 if spelling.startswith(wanted) else 1 if wanted in spelling else 2
            if rank < 2 or score >= SEARCH_NEAR:
                for key in keys:
                    best[key] = min(best.get(key, (9, 0.0)), (rank, -score))
        return sorted(best, key=lambda key: (best[key], self.names[key]))[:n]
