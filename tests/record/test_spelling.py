"""Spellings of one name lead to one entry; shared spellings lead to none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.load import name_index, read_dataset
from dashboard.record.schema import Places
from dashboard.record.spelling import NameIndex, fold, slug
from tests.builders import place, table_frame

INDEX = NameIndex.of(
    ["al-qaim", "raqqa", "deir-ez-zor", "rawa"],
    ["Al-Qaim", "Raqqa", "Deir ez-Zor", "Rawa"],
    [["القائم"], ["Ar-Raqqah", "الرقة"], ["Dayr az-Zawr", "دير الزور"], ["راوة", "Rawah"]],
)

AL_QAIM = [
    "al-qaim", "Al-Qaim", "AL-QAIM", "Al Qaim", "al-Qa'im", "al-Qa’im", "al-Qaʾim", "Al-Qā'im", "Qaim", "el-Qaim",
    "  Al  -  Qaim ", "القائم", "القايم", "قائم", "القَائِم", "\u202bالقائم\u202c", "Al-Qa\u00adim", "Ａｌ－Ｑａｉｍ",
]  # fmt: skip


@pytest.mark.parametrize("spelling", AL_QAIM)
def test_every_spelling_of_al_qaim_finds_one_place(spelling: str) -> None:
    assert INDEX.find(spelling) == "al-qaim"


@pytest.mark.parametrize("spelling", ["Al-Qaim", "al-Qa'im", "Qaim", "القائم", "al-qaim"])
def test_the_shipped_record_knows_al_qaim(spelling: str) -> None:
    assert name_index(read_dataset().places, Places).find(spelling) == "al-qaim"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ar-Raqqah", "Raqqah"),
        ("ash-Shaddadi", "Shaddadi"),
        ("At Tanf", "al-Tanf"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("الرقة", "الرقه"),
        ("أبو كمال", "ابو كمال"),
        ("هيت", "هىت"),
        ("Fırat", "firat"),
        ("İncirlik", "incirlik"),
        ("The Anbar campaign", "Anbar  Campaign"),
    ],
)
def test_spellings_that_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hit", "Haditha"), ("Anah", "Nah"), ("As", "S"), ("Ashara", "Ara"), ("الف", "ف"), ("Al", "El")],
)
def test_spellings_that_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_takes_any_text_and_leaves_only_letters_and_digits(text: str) -> None:
    assert fold(text) == "" or fold(text).isalnum()
    assert fold(f"\u202e {text}\t") == fold(text)


@given(st.text(max_size=40))
def test_an_id_made_from_a_name_leads_back_to_it(text: str) -> None:
    assert fold(slug(text)) == fold(text)


@given(st.text(max_size=30))
def test_searching_any_text_gives_known_ids_once(text: str) -> None:
    found = INDEX.search(text, 3)
    assert len(set(found)) == len(found) <= 3
    assert set(found) <= set(INDEX.names)
    assert set(INDEX.nearest(text)) <= set(INDEX.names.values())


def test_an_id_wins_over_a_name_and_a_name_over_an_alias() -> None:
    index = NameIndex.of(["hit", "anah", "rawa"], ["Heet", "Hit", "Rawa"], [["Rawa"], [], ["Heet"]])
    assert [index.find(text) for text in ("hit", "Hit", "Rawa", "Heet")] == ["hit", "hit", "rawa", "hit"]


def test_a_spelling_of_two_entries_leads_to_neither() -> None:
    index = NameIndex.of(["north", "south"], ["North", "South"], [["Dam"], ["dam"]])
    assert index.find("Dam") is None
    assert index.candidates("Dam") == ("north", "south")


@pytest.mark.parametrize("text", ["", "   ", "-", "...", "'", "\u200f"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert (INDEX.find(text), INDEX.search(text)) == (None, [])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("raq", "raqqa"),
        ("Raqa", "raqqa"),
        ("qaem", "al-qaim"),
        ("zor", "deir-ez-zor"),
        ("الرق", "raqqa"),
        ("dier", "deir-ez-zor"),
    ],
)
def test_the_search_box_forgives_typing(typed: str, first: str) -> None:
    assert INDEX.search(typed)[0] == first


def test_what_begins_with_the_text_stands_before_what_holds_it() -> None:
    index = NameIndex.of(["a", "b", "c"], ["Lake Assad", "Assad", "Assad village"])
    assert index.search("assad") == ["b", "c", "a"]


def test_nearest_names_stand_once_and_best_first() -> None:
    assert INDEX.nearest("Rawwa")[0] == "Rawa"
    assert INDEX.nearest("Xyzzy") == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert NameIndex.of([]).search("Hit") == NameIndex.of([]).nearest("Hit") == []


def test_a_pasted_page_is_no_burden() -> None:
    names = table_frame(Places, *(place(f"place-{n}") for n in range(500)))[Places.name].tolist()
    assert NameIndex.of(names).nearest("long text " * 10_000) == []
