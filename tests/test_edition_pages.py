"""Every page, chart and table can be had of a closed edition, and says so; any two editions are compared."""

import gc
import io
import re
import shutil
import weakref
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard import chart_address, edition_note, editions, parameters, store
from dashboard.api.routes import ROUTES
from dashboard.chart_forms import FORMS
from dashboard.drawing import SHARED, drawing
from dashboard.files import file_name
from tests import second_edition
from tests.alone import figures, words
from tests.second_edition import FIRST, SECOND
from tests.server import dashboard
from tests.tables import TABLES, view
from tests.visits import pages, settle, visit
from topics.land.contamination_chart import area_left
from topics.records import changes
from topics.records.changes_chart import changes_by_table, changes_table
from topics.tables import NOW, History, Tables
from topics.view import View

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="https://mines.example.org")
pytestmark = pytest.mark.xdist_group("editions")  # one worker reads them
SHELL = store.ROOT / "dashboard" / "shell.py"
NOTE = "Closed edition of 22 November 2026, not the present data. Go to the present data"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Closed editions, the second of them with the columns of today."""
    return second_edition.close(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="module", autouse=True)
def _second(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "EDITIONS", folder / "editions")
        yield
    second_edition.forget()


def opened(page, **query):
    """A page as a reader with such an address sees it."""
    app = AppTest.from_file(str(SHELL), default_timeout=120)
    app.switch_page(f"../pages/{page}.py")
    for name, text in query.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    return app


def present():
    """The tables of today with the second edition before them."""
    history = History((FIRST, SECOND), store.changes_between)
    return Tables(
        dict(TABLES),
        version="with two editions",
        published=TABLES.published,
        today=TABLES.today,
        package=TABLES.package,
        history=history,
    )


@pytest.mark.parametrize("page", pages())
def test_a_page_of_an_edition_says_so_and_its_charts_are_at_their_addresses(page):
    app = opened(page, edition=SECOND)
    assert NOTE in words(app)
    assert "Data of the closed edition of 22 November 2026" in words(app)
    assert app.session_state["view"].tables is editions.tables_of_edition(SECOND)
    keys = [one.key for one in app.get("bidi_component") if one.key.startswith("figure-")]
    assert keys or page in ("glossary", "areas")
    for key, (about, _) in zip(keys, figures(app), strict=True):
        chart = app.session_state["drawn"][key.removeprefix("figure-")]
        assert about["file"].endswith(f"-edition-{SECOND}")
        asked = dict(parse_qsl(about["query"]))
        assert asked["edition"] == SECOND
        if "steps" in chart.figure:
            asked["steps"] = "all"
        answer = CLIENT.get(f"/{about['address']}.json?{urlencode(asked)}")
        assert answer.status_code == 200, answer.text
        assert answer.json()["count"] == len(chart.rows)
        assert [row.get("records") for row in answer.json()["rows"]] == [
            list(ids) for ids in chart.rows["records"]
        ]


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("geojson", "gpkg", "map.json")])
def test_every_form_of_a_chart_of_an_edition_names_it(form):
    answer = CLIENT.get(f"/api/v1/charts/area_left.{form}?edition={SECOND}")
    assert answer.status_code == 200, answer.text
    if FORMS[form].is_file:
        assert (
            f'area-left-south-east-europe-edition-{SECOND}.{form}"' in answer.headers["content-disposition"]
        )


def test_the_citation_of_a_chart_is_of_its_edition():
    facts = CLIENT.get(f"/api/v1/charts/area_left.metadata.json?edition={SECOND}").json()
    assert facts["edition"]["day"] == SECOND
    assert facts["filter"]["edition"] == SECOND
    assert facts["dated"].endswith("Data of the closed edition of 22 November 2026")
    assert "data as of 22 November 2026" in facts["citation"]["text"]
    assert f"edition={SECOND}" in facts["citation"]["text"]
    assert f"urldate = {{{date.today()}}}" in facts["citation"]["bibtex"]
    assert "data as of 22 November 2026" in facts["collection"]


def test_a_table_of_an_edition_is_the_one_of_its_archive():
    rows = pd.read_csv(io.BytesIO(CLIENT.get(f"/api/v1/tables/casualties.csv?edition={SECOND}").content))
    answer = CLIENT.get(f"/api/v1/editions/{SECOND}/tables/casualties.csv")
    archived = pd.read_csv(io.BytesIO(answer.content))
    assert rows["record_id"].tolist() == archived["record_id"].tolist()
    assert len(rows) == len(TABLES["casualties"]) - 1
    named = CLIENT.get(f"/api/v1/tables/casualties.parquet?edition={SECOND}").headers["content-disposition"]
    assert f"casualties-{SECOND}.parquet" in named


def test_an_address_with_an_edition_is_read_back():
    there = parameters.view_of({"edition": SECOND, "known": "2020-01-01", "wording": "EU", "region": "WB"})
    assert (there.tables.published, there.tables.known) == (date.fromisoformat(SECOND), date(2020, 1, 1))
    texts = parameters.filters(there)
    assert texts == {"region": "WB", "known": "2020-01-01", "wording": "EU", "edition": SECOND}
    assert parameters.view_of(texts).tables is there.tables
    assert there.tables["contamination"]["known_since"].max() <= pd.Timestamp("2020-01-01")
    assert file_name(there, "x").endswith(f"-edition-{SECOND}-as-known-2020-01-01")
    assert chart_address.query(there, {}, area_left) == urlencode(texts)


@pytest.mark.parametrize(
    ("query", "exists"),
    [
        ({"edition": "2020-01-01"}, [NOW, FIRST, SECOND]),
        ({"edition": FIRST}, [NOW, SECOND]),
        ({"edition": SECOND, "known": "2026-11-23"}, ["2000-01-01", SECOND]),
    ],
)
def test_what_an_edition_cannot_give_is_answered_with_what_there_is(query, exists):
    answer = CLIENT.get(f"/api/v1/charts/area_left.csv?{urlencode(query)}")
    assert answer.status_code == 400
    assert answer.json()["exists"] == exists
    if query["edition"] == FIRST:
        assert f"Its tables are at api/v1/editions/{FIRST}/package.zip" in answer.json()["detail"]


@pytest.mark.parametrize("page", ["overview", "changes", "sources", "areas"])
def test_a_page_of_an_edition_that_cannot_be_drawn_gives_its_tables_and_the_way_back(page):
    app = opened(page, edition=FIRST, part="take")
    assert not figures(app)
    (note,) = [one.proto.body for one in app.get("html") if 'class="edition"' in one.proto.body]
    assert "cannot be drawn: it lacks" in note
    assert f'href="api/v1/editions/{FIRST}/package.zip"' in note
    assert 'href="?part=take"' in note


def test_an_unknown_edition_is_said_with_those_there_are():
    app = opened("treaties", edition="2020-01-01")
    (sentence,) = app.session_state["dropped"]
    assert "“2020-01-01”" in sentence
    assert f"now, {SECOND}, {FIRST}" in sentence
    assert "edition" not in app.query_params
    assert "Closed edition" not in words(app)


def test_a_page_that_an_edition_breaks_says_so_and_one_of_today_is_a_fault():
    def run():
        raise KeyError("a column that has another name now")

    def page():
        from dashboard import edition_note, editions  # noqa: PLC0415
        from tests.test_edition_pages import SECOND, broken  # noqa: PLC0415

        edition_note.drawn(broken, editions.tables_of_edition(SECOND))

    assert "cannot be drawn from the edition of 22 November 2026" in words(AppTest.from_function(page).run())
    with pytest.raises(KeyError):
        edition_note.drawn(run, TABLES)


def broken():
    """A page that meets what it does not know."""
    raise KeyError("a column that has another name now")


def test_what_is_drawn_of_an_edition_is_forgotten_with_it():
    before = len(SHARED)
    tables = editions.tables_of_edition(SECOND)
    drawn = drawing(area_left, View(tables), {}, dark=False)
    assert drawing(area_left, View(tables), {}, dark=False) is drawn
    first = weakref.ref(drawn)
    assert len(SHARED) == before
    del tables, drawn
    for year in range(2010, 2010 + editions.MOST_HELD):
        editions.tables_of_edition(SECOND, date(year, 1, 1))
    gc.collect()
    assert first() is None


def test_a_link_to_a_record_of_an_edition_leads_into_it():
    def page():
        import streamlit as st  # noqa: PLC0415

        from dashboard import current, editions, record  # noqa: PLC0415
        from tests.second_edition import SECOND  # noqa: PLC0415
        from topics.view import View  # noqa: PLC0415

        current.choose(View(editions.tables_of_edition(SECOND)))
        st.session_state["link"] = record.record_link("areas-1")

    app = AppTest.from_function(page).run()
    assert app.session_state["link"].endswith(f"?record=areas-1&edition={SECOND}")


def test_the_editions_that_are_compared_are_the_last_two_unless_others_are_named():
    tables = present()
    assert changes.editions(tables) == (FIRST, SECOND, NOW)
    assert changes.ends(tables) == (SECOND, NOW)
    assert changes.ends(tables, until=SECOND) == (FIRST, SECOND)
    assert changes.editions(editions.tables_of_edition(SECOND)) == (FIRST, SECOND)
    assert changes.editions(store.snapshot(date(2020, 1, 1))) == ()


@pytest.mark.parametrize(("since", "until"), [(FIRST, SECOND), (FIRST, NOW)])
def test_the_changes_of_two_editions_are_those_of_the_api(since, until):
    tables = present() if until == NOW else editions.tables_of_edition(SECOND)
    rows = changes.changes(tables, View(tables, "WORLD"), since=since, until=until)
    answer = CLIENT.get(f"/api/v1/editions/{since}/changes.json?until={until}").json()
    listed = [[row["table"], row["key"], row["kind"]] for row in answer["rows"]]
    assert rows[["table", "key", "kind"]].to_numpy().tolist() == listed
    assert len(changes_table(tables, View(tables, "WORLD"), since=since, until=until).rows) == answer["count"]


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        (SECOND, SECOND, "The same edition twice: nothing can have changed"),
        (SECOND, FIRST, "From 22 November 2026 to 21 November 2026 is the wrong way round"),
        ("1999-01-01", NOW, "No such edition of the data"),
    ],
)
def test_editions_that_cannot_be_compared_are_said_in_words(since, until, sentence):
    tables = present()
    chart = changes_by_table(tables, view(tables=tables), since=since, until=until)
    assert (chart.is_empty, chart.title) == (True, sentence)


def test_the_page_of_downloads_lists_the_editions_with_their_checksums():
    html = "".join(one.proto.body for one in opened("sources", part="take").get("html"))
    assert 'href="api/v1/package.zip"' in html
    for one in editions.editions():
        assert one["sha256"] in html
        assert f'href="{one["address"]}"' in html
    assert f'href="./?edition={SECOND}"' in html
    assert f'href="./?edition={FIRST}"' not in html
    html = "".join(one.proto.body for one in opened("sources", part="take", edition=SECOND).get("html"))
    assert f'href="api/v1/editions/{SECOND}/package.zip"' in html
    assert f'href="api/v1/tables/casualties.csv?for=spreadsheet&amp;edition={SECOND}"' in html


@pytest.mark.browser
def test_a_reader_goes_through_an_edition_and_back(browser, folder):
    shutil.copytree(store.CLEAN, folder / "clean")
    with (
        dashboard(MINE_ACTION_DATA=str(folder / "clean")) as home,
        visit(browser, f"{home}/?edition={SECOND}") as seen,
    ):
        page = seen.page
        assert page.locator(".edition").inner_text() == NOTE
        page.get_by_role("link", name="Treaties", exact=True).click()
        page.wait_for_url(f"**/treaties?edition={SECOND}")
        settle(page)
        figure = page.locator(".figure").first
        figure.get_by_text("Download", exact=True).click()
        with page.expect_download() as download:
            figure.get_by_role("link", name="CSV", exact=True).click()
        assert download.value.suggested_filename.endswith(f"-edition-{SECOND}.csv")
        page.locator(".edition a").click()
        page.wait_for_url(re.compile(r"/treaties\??$"))
        page.wait_for_selector(".edition", state="detached")
        page.get_by_role("button", name="Filter").click()
        page.locator(".st-key-filters").get_by_label("Edition of the data").select_option(SECOND)
        page.wait_for_url(f"**/treaties?edition={SECOND}")
        page.wait_for_selector(".edition")
        page.goto(f"{home}/changes")
        settle(page)
        page.get_by_label("From", exact=True).select_option(FIRST)
        page.wait_for_url(f"**/changes?since={FIRST}")
        subtitle = "Changes from the edition of 21 November 2026 to the present data"
        page.locator(".subtitle", has_text=subtitle).first.wait_for()
        assert seen.errors == []
