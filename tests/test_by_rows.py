"""A treaty, a country with a region outside Europe, a hazard: the build takes them by rows alone."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts.extent import PROJECTIONS, extent_of
from charts.map import map_figure, names, outlines
from dashboard import store
from etl.__main__ import main
from tests import alone
from tests.charts import charts
from topics.land.contamination_map import contamination_map
from topics.tables import Tables
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.notices import notices
from topics.treaties.rules import NINETY_DAYS, RULES, Rule
from topics.treaties.standing_chart import standing_grid
from topics.treaties.standing_map import standing_map
from topics.view import View

pytestmark = pytest.mark.xdist_group("rows")  # on one build of the tables

ROOT = Path(__file__).resolve().parent.parent
SOURCE = {"source": "un-m49", "locator": "country list"}
SEEN = SOURCE | {"verified": "yes"}
PLACE = {"country": "GRL", "lat": "71.7", "lon": "-42.6"}
NORTH = {"extent": "north", "west": "-75", "east": "-10", "south": "58", "north": "84", "meridian": "-40"} | {
    "boundaries": "world",
    "projection": "conic conformal",
    "position": "4",
    "parallel_south": "60",
    "parallel_north": "80",
}
ROWS = {
    "countries": [PLACE | SOURCE | {"name": "Greenland", "short_name": "Greenland", "kind": "territory"}],
    "regions": [{"region": "NORTH", "title": "The North", "position": "16", "is_compared": "no"}],
    "region_members": [{"region": "NORTH", "country": code} | SOURCE for code in ("GRL", "ISL")],
    "map_extents": [NORTH],
    "map_countries": [{"extent": "north", "country": code, "role": "member"} for code in ("GRL", "ISL")],
    "map_labels": [{"extent": "north", "country": "GRL", "is_large": "yes", "position": "1"}],
    "capitals": [{"country": "GRL", "name": "Nuuk", "lat": "64.18", "lon": "-51.72"} | SOURCE],
    "treaties": [
        {"treaty": "TEST", "title": "Treaty of the test", "name": "Treaty of the test", "label": "Test"}
        | {"colour": "orange", "dash": "solid", "is_signed": "yes", "position": "6"}
        | {"entry_into_force": "2020-01-01"}
        | SOURCE
    ],
    "treaty_duties": [
        {"treaty": "TEST", "article": "1", "duty": "clearance", "family": "BOOBY"}
        | {"name": "booby traps", "due": "Clearance of booby traps due"}
        | SOURCE
    ],
    "treaty_actions": [
        {"treaty": "TEST", "country": "ISL", "action": "accession", "date": "2019-05-01"} | SEEN
    ],
    "obligations": [
        {
            "treaty": "TEST",
            "country": "GRL",
            "article": "1",
            "obligation_step": "original",
            "deadline": "2030-01-01",
        }
        | SEEN
    ],
    "hazard_families": [
        {"family": "BOOBY", "name": "booby traps", "short_name": "traps", "colour": "purple", "position": "5"}
    ],
    "hazards": [
        {"hazard": "TRAPS", "family": "BOOBY", "name": "booby traps", "short_name": "traps"}
        | {"colour": "purple", "position": "6", "in_filter": "yes"}
    ],
    "contamination": [
        {"country": "GRL", "hazard": "TRAPS", "area_class": "SHA", "area_km2": "0", "as_of": "2020"} | SEEN
    ],
    "series_groups": [
        {"series_group": "North", "circle": "North", "colour": "sky", "position": "9", "is_regional": "no"}
    ],
    "series": [{"series": "Northern meetings", "series_group": "North", "about_coalitions": "no"}],
    "events": [
        {"event": "NORTH-1", "title": "First meeting", "series": "Northern meetings", "start": "2020-02"}
        | {"country": "GRL", "date_precision": "month"}
        | SEEN
    ],
}


def append(data: Path, table: str, rows: list[dict[str, str]]) -> None:
    path = data / "raw" / f"{table}.csv"
    header = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", lineterminator="\n").writerows(rows)


def copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("geo", "clean", ".clean*")
    return Path(shutil.copytree(ROOT / "data", folder / "data", ignore=ignored))


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a copy of the records with all rows of this module."""
    data = copy(tmp_path_factory.mktemp("rows"))
    for table, rows in ROWS.items():
        append(data, table, rows)
    assert main(["--data", str(data)]) == 0
    return data / "clean"


def rows(clean: Path, table: str, **cells: str) -> pd.DataFrame:
    frame = pd.read_parquet(clean / f"{table}.parquet")
    return frame[(frame[list(cells)] == pd.Series(cells)).all(axis=1)]


def test_a_country_and_its_region(clean: Path) -> None:
    assert set(rows(clean, "region_members", region="NORTH")["country"]) == {"GRL", "ISL"}
    assert len(rows(clean, "region_members", region="WORLD", country="GRL")) == 1
    assert rows(clean, "map_extents", extent="north")["parallel_south"].tolist() == [60.0]
    assert len(rows(clean, "map_units", unit="GRL")) == 1


@pytest.fixture(scope="module")
def snapshot(clean: Path) -> Tables:
    """The tables of the copy, with the one legal rule that its treaty needs."""
    frames = {path.stem: pd.read_parquet(path) for path in clean.glob("*.parquet")}
    day = date(2026, 11, 22)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(RULES, "TEST", Rule("Article 2", 1, NINETY_DAYS, NINETY_DAYS))
        yield Tables(frames, version="rows", published=day, today=day)


def test_a_map_of_its_own_by_its_rows(snapshot: Tables) -> None:
    extent = extent_of(snapshot, "north")
    layers = [outlines(extent), names(snapshot, extent)]
    figure = map_figure(snapshot, extent, pd.DataFrame({"label": []}), [], layers)
    sheet = figure["extent"]
    assert sheet["projection"] == NORTH["projection"]
    assert (sheet["parallels"], sheet["meridian"]) == ([60, 80], -40)
    assert sheet["bounds"] == [-75, 58, -10, 84]
    assert (sheet["land"], sheet["scale"]) == (None, None)
    assert sheet["words"] == PROJECTIONS["conic conformal"].format(60, 80)
    drawn, named = figure["layers"]
    assert drawn["file"] == NORTH["boundaries"]
    assert [(name["unit"], name["texts"], name["is_large"]) for name in named["names"]] == [
        ("GRL", ["Greenland"], True)
    ]
    assert named["towns"] == [{"spot": [-51.72, 64.18], "text": "Nuuk"}]


def test_a_country_outside_europe_is_drawn_by_its_rows(snapshot: Tables) -> None:
    chart = contamination_map(snapshot, View(snapshot, "NORTH", hazard="TRAPS"))
    assert chart.extent == "north"
    assert chart.title == "Booby traps: 1 of 2 states and areas declared complete, 2026"
    layers = chart.figure["layers"]
    assert {unit for layer in layers if layer["kind"] == "areas" for unit in layer["units"]} == {"GRL", "ISL"}
    assert "CAN" in {unit for layer in layers if layer["kind"] == "land" for unit in layer["units"] or ()}
    assert [name["unit"] for layer in layers for name in layer.get("names", ())] == ["GRL"]


def test_a_sixth_treaty_is_drawn_by_its_rows_and_one_rule(snapshot: Tables) -> None:
    view = View(snapshot, "NORTH")
    curve = ratification_curve(snapshot, view, treaty="TEST")
    assert curve.title.startswith("1 of 1 state has joined"), "a territory is not counted"
    assert set(curve.rows["country"].dropna()) == {"ISL"}
    on_map = standing_map(snapshot, view, treaty="TEST").rows
    assert set(on_map.loc[on_map["country"].eq("ISL") & on_map["step"].eq(2026), "class"]) == {"State Party"}
    assert "all 6 treaties" in standing_grid(snapshot, View(snapshot)).title
    assert (notices(snapshot)["treaty"] == "TEST").any()


@pytest.mark.parametrize("name", charts())
def test_every_chart_draws_a_region_that_came_by_rows(snapshot: Tables, name: str) -> None:
    assert charts()[name](snapshot, View(snapshot, "NORTH")).title


@pytest.mark.parametrize(
    ("page", "parameters", "words"),
    [
        ("country", {"country": "GRL"}, "Greenland"),
        ("treaties", {"treaty": "TEST", "region": "NORTH"}, "Treaty of the test"),
        ("contamination", {"region": "NORTH", "hazard": "TRAPS"}, "Booby traps"),
        ("gaps", {"region": "NORTH"}, "yearly figures read"),
    ],
)
@pytest.mark.usefixtures("snapshot")
def test_pages_show_what_came_by_rows(
    clean: Path, page: str, parameters: dict[str, str], words: str, monkeypatch
) -> None:
    monkeypatch.setattr(store, "CLEAN", clean)
    app = AppTest.from_file(str(ROOT / "dashboard" / "shell.py"), default_timeout=60)
    app.switch_page(f"../pages/{page}.py")
    for name, text in parameters.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    assert words in f"{alone.headings(app)}\n{alone.words(app)}"


def test_a_region_by_its_un_regions(tmp_path: Path) -> None:
    data = copy(tmp_path)
    row = {"region": "BALTIC", "title": "The North", "position": "16", "is_compared": "no"}
    append(data, "regions", [row | {"m49": "Northern Europe;Australia and New Zealand"}])
    assert main(["--data", str(data)]) == 0
    members = rows(data / "clean", "region_members", region="BALTIC")["country"]
    assert {"EST", "NOR", "NZL"} <= set(members)


def test_a_sixth_treaty(clean: Path) -> None:
    treaty = rows(clean, "treaties", treaty="TEST").iloc[0]
    assert treaty["is_signed"] and treaty["position"] == 6
    act = rows(clean, "treaty_actions", treaty="TEST").iloc[0]
    assert act["preferred"] and act["record_id"].startswith("treaty_actions-")
    assert rows(clean, "obligations", treaty="TEST")["deadline"].dt.year.tolist() == [2030]


def test_a_hazard_and_a_series(clean: Path) -> None:
    area = rows(clean, "contamination", hazard="TRAPS").iloc[0]
    assert (area["scope"], area["basis"], area["preferred"]) == ("national", "survey", True)
    assert rows(clean, "events", event="NORTH-1")["series_group"].tolist() == ["North"]


def test_what_has_no_row_is_refused_with_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = copy(tmp_path)
    append(data, "contamination", [ROWS["contamination"][0] | {"country": "ALB"}])
    assert main(["--data", str(data)]) == 1
    words = capsys.readouterr().err
    assert "hazard: 'TRAPS' is not in hazards: write one of CMR, AP_MINES, MINES_MIXED, ERW, ALL" in words
    assert "or add it to data/raw/hazards.csv" in words


def test_two_rows_of_one_key_need_an_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = copy(tmp_path)
    area = ROWS["contamination"][0] | {"country": "ALB", "hazard": "CMR"}
    append(data, "contamination", [area, area | {"note": "another field"}])
    assert main(["--data", str(data)]) == 1
    assert "or say in item what tells the two apart" in capsys.readouterr().err
    assert not (data / "clean").exists()
