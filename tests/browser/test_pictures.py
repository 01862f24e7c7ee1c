"""What a reader carries away of a view: drawings that other programs read, with all that has to be said of them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image
from playwright.sync_api import Page, expect

from dashboard.text import clean
from tests.browser.conftest import OpenView, ran_in, settle
from tests.browser.test_hostile import ALL, HOSTILE, hostile  # noqa: F401 - a fixture

SVG = "{http://www.w3.org/2000/svg}"
MENUS = {"map": ".keyline", "river": ".tools", "strip": ".more"}
DRAWN = {"svg", "g", "defs", "title", "desc", "path", "rect", "text", "clipPath", "linearGradient", "stop", "pattern"}
"""All that the pen of pictures makes: no script, no image, nothing of another document."""


def saved(page: Page, folder: Path, kind: str) -> Path:
    """The picture of the menu that is open, as a file."""
    with page.expect_download() as download:
        page.locator(".picture-menu:popover-open").get_by_role("button", name=f"Save as {kind}").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    expect(page.locator(".picture-menu:popover-open")).to_contain_text(f"Saved {file.name}")
    return file


def both(page: Page, folder: Path) -> tuple[ElementTree.Element, Image.Image, str]:
    """The drawing and the image of the menu that is open, and what the files are called."""
    drawing, image = saved(page, folder, "SVG"), saved(page, folder, "PNG")
    assert drawing.stem == image.stem
    return ElementTree.parse(drawing).getroot(), Image.open(image), drawing.stem


def words(root: ElementTree.Element) -> str:
    """What is written in a drawing, for everybody who sees it."""
    return "\n".join("".join(each.itertext()) for each in root.iter(f"{SVG}text") if not each.get("aria-hidden"))


def tags(root: ElementTree.Element) -> set[str]:
    return {each.tag.removeprefix(SVG) for each in root.iter()}


def texts_outside(root: ElementTree.Element) -> list[str]:
    """Texts that do not lie within the drawing, whatever typeface it is shown in: each has its room."""
    wide, high = int(root.attrib["width"]), int(root.attrib["height"])

    def is_outside(text: ElementTree.Element) -> bool:
        x, length = float(text.attrib["x"]), float(text.attrib["textLength"])
        left = {"middle": x - length / 2, "end": x - length}.get(text.get("text-anchor", ""), x)
        return left < 0 or left + length > wide or not 0 < float(text.attrib["y"]) < high

    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text") if is_outside(text)]


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.convert("RGB").getcolors(10_000_000) or ()}


def test_each_view_of_the_screen_is_saved_as_a_drawing_and_as_an_image_of_twice_its_size(
    open_view: OpenView, tmp_path: Path
) -> None:
    page = open_view("?on=2016-03-10&country=IQ&rule=strict")
    for view, place in MENUS.items():
        button = page.locator(f".workbench {place} button.picture")
        button.focus()
        page.keyboard.press("Enter")
        menu = page.locator(".picture-menu:popover-open")
        if view == "map":
            menu.get_by_label("Dark").check()
        root, image, name = both(page, tmp_path)
        ground = (14, 17, 23) if view == "map" else (255, 255, 255)
        assert name == f"euphrates-{view}-2016-03-10{'-dark' if view == 'map' else ''}"
        assert image.size == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
        assert image.convert("RGB").getpixel((4, 4)) == ground
        assert len(colours(image)) > 20
        assert tags(root) <= DRAWN
        said = " ".join(words(root).split())
        for each in (
            "10 March 2016",
            "Rule “strict”",
            "Filters: country Iraq",
            "ersion ",
            "reports of",
            "http://127.0.0.1",
        ):
            assert each.lower() in said.lower(), f"{each} is not on the {view}"
        assert root.findtext(f"{SVG}title")
        assert texts_outside(root) == []
        if view != "strip":
            source = rf'src="http://127\.0\.0\.1:\d+/\?[^"]*country=IQ[^"]*&amp;embed={view}&amp;theme=(light|dark)"'
            snippet = menu.locator(".snippet").input_value()
            assert re.fullmatch(rf"<iframe [^<>]*{source}[^<>]*></iframe>", snippet)
        page.keyboard.press("Escape")
        expect(menu).to_have_count(0)
        expect(button).to_be_focused()
    assert page.url.count("on=2016-03-10") == 1  # keys in a menu are not those of the page


def test_hostile_names_stay_text_in_drawings(
    open_view: OpenView,
    hostile: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = open_view("?on=2014-07-01&silent=all", data=hostile)
    for place in (".keyline", ".tools"):
        page.locator(f".workbench {place} button.picture").click()
        root = ElementTree.parse(saved(page, tmp_path, "SVG")).getroot()
        assert tags(root) <= DRAWN
        shown = words(root)
        names = [clean(f"{text} {number}").strip() for number, text in enumerate(HOSTILE, start=1)]
        short = [name for name in names if len(name) < 20]
        assert len(short) > 4
        assert [name for name in short if name not in shown] == []
        assert clean(ALL)[:12] in shown
        page.keyboard.press("Escape")
    settle(page)
    assert ran_in(page) is None


def test_a_chart_is_saved_with_its_key_and_its_sources(open_view: OpenView, tmp_path: Path) -> None:
    page = open_view("shares?on=2017-11-20", whole=False)
    settle(page)
    expect(page.locator(".st-key-shares_chart .js-plotly-plot .main-svg").first).to_be_visible()
    page.locator(".st-key-picture_shares_chart button.picture").click()
    root, image, name = both(page, tmp_path)
    assert name == "euphrates-shares-2017-11-20"
    assert image.size == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    assert len(colours(image)) > 20
    assert not tags(root) & {"script", "image", "foreignObject", "a"}
    said = " ".join(words(root).split())
    for each in ("Rule “corroborated”", "ersion ", "2015", "Islamic State", "no holder known", "http://127.0.0.1"):
        assert each in said, f"{each} is not in the picture"
    assert sum(1 for _ in root.iter(f"{SVG}path")) > 10
