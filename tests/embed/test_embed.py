"""A view alone: which addresses mean one, what the light page is told, and what consumers of oEmbed get."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.embed.addresses import VIEWS, Site
from dashboard.embed.page import ServeEmbeds
from dashboard.embed.routes import embed_routes
from dashboard.maps.assets import asset
from dashboard.maps.base import ASSET_PATH
from dashboard.server import FRAME_ANCESTORS, asset_routes, middleware
from dashboard.timespan import day_of
from dashboard.workbench.routes import workbench_routes
from tests.workbench.decoded import SMALL

HOSTILE = '"><script>alert(1)</script>{{7*7}}'
PAGE = "Streamlit's page"


class Tags(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


async def streamlit_page(_: Request) -> Response:
    return HTMLResponse(PAGE)


def app_under(base: str) -> Starlette:
    routes = [*asset_routes(base), *workbench_routes(base), *embed_routes(base), Route("/{rest:path}", streamlit_page)]
    return Starlette(routes=routes, middleware=[*middleware(base), Middleware(ServeEmbeds, base)])


@pytest.fixture(params=["", "/euphrates"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def client(base: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("DASHBOARD_DATA", SMALL)
    with TestClient(app_under(base), base_url="https://news.example") as found:
        yield found


def told(client: TestClient, base: str, query: str) -> Any:
    return client.get(f"{base}/embed/view.json?{query}")


class TestPage:
    @pytest.mark.parametrize("view", [*VIEWS, "MAP", "strip", "<b>"])
    def test_an_address_with_embed_is_a_light_page_of_files_of_this_server(
        self, client: TestClient, base: str, view: str
    ) -> None:
        answer = client.get(f"{base}/", params={"embed": view, "on": "2017-11-03"})
        tags = Tags(answer.text)
        files = [each["href"] for each in tags.of("link") if each["rel"] == "stylesheet"]
        files += [each["src"] for each in tags.of("script")]
        assert len(files) == 3
        for file in files:
            assert file
            assert file.startswith(f"{base}/{ASSET_PATH}/")
            assert asset(file.removeprefix(f"{base}/{ASSET_PATH}/"))
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "link" not in answer.headers

    @pytest.mark.parametrize(
        "query", ["", "?embed=true", "?embed=false", "?embed=", "?embed=True&embed_options=dark_theme"]
    )
    @pytest.mark.parametrize("page", ["", "town", "valley"])
    def test_what_streamlit_itself_understands_is_left_to_it(
        self, client: TestClient, base: str, page: str, query: str
    ) -> None:
        assert client.get(f"{base}/{page}{query}").text == PAGE

    def test_other_pages_and_other_methods_have_no_view_alone(self, client: TestClient, base: str) -> None:
        assert client.get(f"{base}/shares?embed=map").text == PAGE
        assert client.post(f"{base}/?embed=map").status_code == 405

    def test_text_of_the_address_is_inert_in_the_page(self, client: TestClient, base: str) -> None:
        answer = client.get(f"{base}/", params={"embed": "map", "q": HOSTILE, HOSTILE: HOSTILE})
        tags = Tags(answer.text)
        assert [each.get("type") for each in tags.of("script")] == ["module"]
        assert "alert(1)" not in answer.text.replace(quote("alert(1)", safe=""), "")
        (alternate,) = [each for each in tags.of("link") if each["rel"] == "alternate"]
        asked = parse_qs(urlsplit(alternate["href"] or "").query)["url"][0]
        assert parse_qs(urlsplit(asked).query)["q"] == [HOSTILE]

    def test_only_named_sites_may_show_it(self, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def ancestors(setting: str) -> str:
            monkeypatch.setenv(FRAME_ANCESTORS, setting)
            policy = TestClient(app_under(base)).get(f"{base}/?embed=map").headers["content-security-policy"]
            return policy.rpartition("frame-ancestors ")[2]

        assert ancestors("") == "'self'"
        assert ancestors("https://news.example") == "'self' https://news.example"


class TestView:
    def test_the_page_is_told_where_it_stands_and_where_its_data_is(self, client: TestClient, base: str) -> None:
        query = "embed=river&on=2016-01-02&days=30&country=IQ&rule=strict&known=2016-02-01&only=isis&theme=dark"
        found = told(client, base, query).json()
        state = found["state"]
        assert (day_of(state["on"]).isoformat(), day_of(state["from"]).isoformat()) == ("2016-01-02", "2015-12-04")
        assert (state["tied"], state["only"], found["theme"], found["rule"]) == (True, "isis", "dark", "strict")
        assert found["title"] == "River diagram of who held what along the Euphrates, 2 January 2016"
        core = client.get(found["payload"]).json()
        assert core["about"]["filters"] == ["country Iraq"]
        assert core["about"]["known"] == "1 February 2016"
        assert client.get(found["geography"]).status_code == 200

    def test_a_town_is_found_by_any_of_its_names(self, client: TestClient, base: str) -> None:
        found = told(client, base, "embed=town&place=" + quote("القائم")).json()
        assert found["state"]["place"] == "al-qaim"
        assert found["title"].startswith("Al-Qaim on ")
        text = client.get(f"{found['texts']['prefix']}/places/al-qaim.json{found['texts']['query']}")
        assert text.json()["holdings"]

    @pytest.mark.parametrize(
        ("query", "wrong"),
        [
            ("embed=strip", "embed: 'strip' cannot be used. embed: one of map, river, town"),
            ("", "embed: map, river, town"),
            ("embed=map&on=yesterday", "on: 'yesterday' cannot be used"),
            ("embed=map&days=-1", "days: '-1' cannot be used"),
            ("embed=map&theme=pink", "theme: 'pink' cannot be used. theme: one of light, dark"),
            ("embed=map&hide=nothing", "hide: 'nothing' cannot be used"),
            ("embed=map&force=nobody", "force: 'nobody' cannot be used"),
            ("embed=town", "place: '' cannot be used. place: the town to show"),
            ("embed=town&place=nowhere-at-all-in-the-world", "place"),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(
        self, client: TestClient, base: str, query: str, wrong: str
    ) -> None:
        answer = told(client, base, query)
        assert answer.status_code == 400
        said = answer.json()
        assert wrong in f"{said['detail']} {said['remedy']}"

    def test_parameters_of_other_pages_change_nothing_and_unknown_ones_are_told(
        self, client: TestClient, base: str
    ) -> None:
        found = told(client, base, "embed=map&with=2016-01-01&part=river&utm_source=mail").json()
        assert found["left_out"] == ["utm_source"]

    def test_unreadable_data_is_said(self, client: TestClient, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DASHBOARD_DATA", "/no/such/folder")
        assert told(client, base, "embed=map").status_code == 503


class TestOembed:
    def answer(self, client: TestClient, base: str, url: str, **more: str) -> Any:
        return client.get(f"{base}/oembed", params={"url": url, **more})

    def test_pages_say_where_it_is_and_its_frame_shows_the_view(self, client: TestClient, base: str) -> None:
        link = client.get(f"{base}/town?place=al-qaim&on=2016-01-02").headers["link"]
        address = link.removeprefix("<").partition(">")[0]
        assert link.endswith('rel="alternate"; type="application/json+oembed"')
        found = client.get(address).json()
        assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", "Al-Qaim on 2 January 2016")
        (frame,) = Tags(found["html"]).of("iframe")
        assert frame["src"] == f"https://news.example{base}/?place=al-qaim&on=2016-01-02&embed=town"
        assert (frame["title"], frame["width"], frame["height"]) == (found["title"], "960", "640")

    @pytest.mark.parametrize(
        ("query", "view"), [("", "map"), ("?embed=river", "river"), ("?embed=true&embed_options=x", "map")]
    )
    def test_the_view_is_the_one_named_or_that_of_the_page(
        self, client: TestClient, base: str, query: str, view: str
    ) -> None:
        found = self.answer(client, base, f"https://news.example{base}/{query}").json()
        assert parse_qs(urlsplit(Tags(found["html"]).of("iframe")[0]["src"] or "").query) == {"embed": [view]}

    @pytest.mark.parametrize(
        "url",
        [
            "", "https://evil.example/?embed=map", "//evil.example/", "https://news.example.evil.example/",
            "https://news.example@evil.example/", "javascript:alert(1)", "https://news.example/nowhere",
            "https://[", "ftp://news.example/",
        ],
    )  # fmt: skip
    def test_a_foreign_address_is_refused(self, client: TestClient, base: str, url: str) -> None:
        answer = self.answer(client, base, url)
        assert (answer.status_code, answer.json()["title"]) == (404, "There is nothing at this address")

    def test_a_host_that_is_none_gets_no_answer_made_of_it(self, client: TestClient, base: str) -> None:
        hostile = {"host": "news.example/<script>"}
        answer = client.get(f"{base}/", headers=hostile)
        assert "link" not in answer.headers or "script" not in answer.headers["link"]
        asked = client.get(f"{base}/oembed", params={"url": "https://news.example/<script>/"}, headers=hostile)
        assert asked.status_code == 404

    def test_a_frame_is_no_larger_than_asked(self, client: TestClient, base: str) -> None:
        url = f"https://news.example{base}/"
        found = self.answer(client, base, url, maxwidth="500", maxheight="300").json()
        assert (found["width"], found["height"]) == (500, 300)
        assert self.answer(client, base, url, maxwidth="5").status_code == 400
        assert self.answer(client, base, url, format="xml").status_code == 501

    def test_a_view_that_cannot_be_shown_is_refused_in_words(self, client: TestClient, base: str) -> None:
        answer = self.answer(client, base, f"https://news.example{base}/town")
        assert answer.status_code == 400
        assert "place" in answer.json()["detail"]


@given(st.text(max_size=60))
def test_no_address_at_all_breaks_it(text: str) -> None:
    site = Site("https", "news.example", "")
    for address in (text, f"https://news.example{text}", f"https://news.example/?{text}"):
        asked = site.asked_for(address)
        assert asked is None or urlsplit(address).netloc == "news.example"
