"""Headline figures: where things stand for some countries at a day, each with the rows it rests on."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analysis import hazards, release, treaties
from analysis.names import called

Tables = Mapping[str, pd.DataFrame]
TABLES = ("countries", "contamination", "clearance", "events", "obligations", "treaties", "treaty_actions")
"""Tables that the headlines are made of."""
EVIDENCE = ["figure", "country", "statement", "date", "date_precision", "value", "unit"]
EVIDENCE += ["source", "locator", "basis", "note"]
"""Columns of the rows that a headline rests on."""
MOST_NAMED = 4
"""Countries that a note names; more are counted."""
OF_HAZARD = {"CMR": (("CCM",), ("CMR",)), "AP_MINES": (("APMBC",), ("MINES",))}
"""The treaties and hazard families that belong to a chosen hazard; BOTH families for all of them."""
BOTH = (("CCM",), ("MINES", "CMR"))
LEFT = {"MINES": "mines", "CMR": "cluster munition remnants"}
AREAS = {"MINES": "Mined area left", "CMR": "Area with cluster munition remnants left"}
OPEN = ("in force", "requested", "passed", "missed")
"""States of a deadline that somebody still has to meet."""


@dataclass(frozen=True)
class Scope:
    """What the headlines are about: countries, the day they stand at, the years counted, the hazard.

    Deadlines are those known today, whatever the day: who had granted what by then is not on record.
    """

    members: tuple[str, ...]
    day: date
    today: date
    years: tuple[float, float] = (float("-inf"), float("inf"))
    hazard: str = "ALL"

    @property
    def treaties(self) -> tuple[str, ...]:
        """Treaties that the hazard belongs to."""
        return OF_HAZARD.get(self.hazard, BOTH)[0]

    @property
    def families(self) -> tuple[str, ...]:
        """Hazard families that belong to the hazard."""
        return OF_HAZARD.get(self.hazard, BOTH)[1]


@dataclass(frozen=True)
class Headline:
    """One figure of the overview; no value means that none is on record."""

    label: str
    value: float | str | None
    unit: str = ""
    note: str = ""
    records: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=EVIDENCE))


def headlines(tables: Tables, scope: Scope) -> list[Headline]:
    """All headline figures, in the order a reader asks for them."""
    return [
        *states_parties(tables, scope),
        *what_is_left(tables, scope),
        area_released(tables, scope),
        next_deadline(tables, scope),
        meetings_held(tables, scope),
    ]


def states_parties(tables: Tables, scope: Scope) -> list[Headline]:
    """How many states of the scope are States Parties on the day, for each treaty.

    A state is a party from the entry into force for it, which comes months after its deposit.
    """
    kinds = tables["countries"].set_index("country")["kind"]
    states = [code for code in scope.members if kinds.get(code) == "state"]
    if not states:
        return []
    acts = tables["treaty_actions"]
    acts = acts[acts["treaty"].isin(scope.treaties) & acts["country"].isin(states)]
    steps = treaties.steps(acts, tables["countries"], scope.day)
    rows = treaties.standings(steps, scope.day, states, scope.treaties)
    return [_parties(tables, scope, treaty, rows[rows["treaty"] == treaty]) for treaty in scope.treaties]


def _parties(tables: Tables, scope: Scope, treaty: str, rows: pd.DataFrame) -> Headline:
    label = f"States Parties to the {treaty}" if len(rows) > 1 else f"Under the {treaty}"
    adopted = tables["treaties"].set_index("treaty")["adopted"].get(treaty)
    if pd.notna(adopted) and adopted > pd.Timestamp(scope.day):
        return Headline(label, None, note=f"adopted on {day_words(adopted)}")
    dated = rows.assign(
        statement=rows["standing"],
        date=rows["deposit"].fillna(rows["signature"]),
        date_precision=rows["deposit_precision"].fillna(rows["signature_precision"]),
    )
    parts = [f"at {day_words(scope.day)}"]
    if len(rows) == 1:
        records = evidence(dated[dated["source"].notna()], label)
        return Headline(label, str(rows["standing"].iloc[0]), "", parts[0], records)
    for code, words in (("outside", "not joined"), ("signatory", "signed only"), ("withdrawn", "withdrawn")):
        names = names_of(tables, rows.loc[rows["code"] == code, "country"])
        parts += [f"{words}: {listed(names)}"] if names else []
    parties = dated[dated["code"] == "party"]
    return Headline(
        label, f"{len(parties)} of {len(rows)}", "states", "; ".join(parts), evidence(parties, label)
    )


def what_is_left(tables: Tables, scope: Scope) -> list[Headline]:
    """For each hazard: contaminated countries by the latest word on record, and the sum of their areas."""
    rows = tables["contamination"]
    rows = rows[rows["country"].isin(scope.members) & (rows["as_of"] <= pd.Timestamp(scope.day))]
    rows = hazards.national(rows.assign(family=hazards.family(rows["hazard"])))
    rows = rows[rows["family"].isin(scope.families) & (rows["area_km2"].notna() | rows["category"].notna())]
    left = _dated(hazards.states_left(rows))
    found = []
    for family in scope.families:
        spoken = set(rows.loc[rows["family"] == family, "country"])
        silent = names_of(tables, [code for code in scope.members if code not in spoken])
        areas = left[left["family"] == family]
        if len(scope.members) > 1:
            found.append(_states_left(areas, silent, names_of(tables, areas["country"]), scope, family))
        if areas.empty:
            areas = _dated(hazards.area_left(rows[rows["family"] == family]))
        found.append(_area_left(areas, len(silent), scope, family))
    return found


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    words = rows["stated"].map(hazards.STATED).fillna(rows["category"])
    return rows.assign(date=rows["as_of"], date_precision=rows["as_of_precision"], statement=words)


def _states_left(
    left: pd.DataFrame, silent: list[str], names: list[str], scope: Scope, family: str
) -> Headline:
    label = f"States and areas with {LEFT[family]}"
    known = len(scope.members) - len(silent)
    if not known:
        return Headline(label, None, note="nothing on record")
    who = f"{listed(names)}, as of" if len(names) <= MOST_NAMED else "as of"
    parts = [f"{who} {span_words(left['year'])}"] if names else []
    parts += [f"of {known} with a word on record"] if len(scope.members) > 1 else []
    parts += [f"nothing on record: {listed(silent)}"] if silent else []
    return Headline(label, float(len(left)), "", "; ".join(parts), evidence(left, label, "area_km2"))


def _area_left(areas: pd.DataFrame, silent: int, scope: Scope, family: str) -> Headline:
    """The sum over contaminated countries, one figure for each; zero only where none is contaminated."""
    label = AREAS[family]
    stated = areas[areas["area_km2"].notna()]
    without = len(areas) - len(stated)
    parts = [f"{without} contaminated without a stated area"] if without else []
    parts += [f"{silent} of {len(scope.members)} with nothing on record"] if silent else []
    parts = ["nothing on record"] if silent == len(scope.members) else parts
    if stated.empty:
        return Headline(label, None, note="; ".join(parts))
    total = float(stated["area_km2"].sum())
    counted = f"sum of {len(stated)} figures " if len(stated) > 1 and total else ""
    first = f"{counted}{'' if total else 'none left '}as of {span_words(stated['year'])}"
    return Headline(label, total, "km²", "; ".join([first, *parts]), evidence(stated, label, "area_km2"))


def area_released(tables: Tables, scope: Scope) -> Headline:
    """The area released in the last of the chosen years that any country of the scope reported."""
    label = "Area released in the last reported year"
    rows = tables["clearance"]
    rows = release.across_families(release.released(rows[rows["country"].isin(scope.members)]))
    if scope.hazard in OF_HAZARD:
        rows = rows[rows["family"].isin(scope.families)]
    rows = rows[rows["year"].between(*scope.years) & (rows["year"] <= scope.day.year)]
    if rows.empty:
        return Headline(label, None)
    last = rows[rows["year"] == rows["year"].max()]
    before = rows[rows["year"] == rows.loc[rows["year"] < last["year"].iloc[0], "year"].max()]
    note = f"in {_year_words(last, tables)}"
    note += (
        f"; {round(before['area_km2'].sum(), 2):g} km² in {_year_words(before, tables)}"
        if len(before)
        else ""
    )
    dated = last.assign(
        date=pd.to_datetime(last["year"].astype(str)),
        date_precision="year",
        statement=last["methods"].str.replace("_", " "),
    )
    records = evidence(dated, label, "area_km2")
    return Headline(label, float(last["area_km2"].sum()), "km²", note, records)


def _year_words(rows: pd.DataFrame, tables: Tables) -> str:
    names = called(rows, tables["countries"]).unique().tolist()
    return f"{rows['year'].iloc[0]} ({listed(names)})"


def open_deadlines(tables: Tables, scope: Scope) -> pd.DataFrame:
    """Deadlines that somebody still has to meet, those ahead first, then those that passed.

    Columns: those of `hazards.deadlines`, ahead (bool).
    """
    rows = tables["obligations"]
    rows = hazards.deadlines(rows[rows["country"].isin(scope.members)], pd.Timestamp(scope.today))
    rows = rows[rows["state"].isin(OPEN) & (rows["family"].isin(scope.families) | (scope.hazard == "ALL"))]
    rows = rows.assign(ahead=rows["state"] == "in force")
    return rows.sort_values(["ahead", "deadline"], ascending=[False, True], ignore_index=True)


def next_deadline(tables: Tables, scope: Scope) -> Headline:
    """The next day by which a country of the scope must have finished."""
    label = "Next deadline"
    rows = open_deadlines(tables, scope)
    ahead = rows[rows["ahead"]].head(1)
    late = names_of(tables, rows.loc[~rows["ahead"], "country"].unique())
    note = f"passed and not reported met: {listed(late)}" if late else ""
    if ahead.empty:
        return Headline(label, None, note=note or "no open deadline on record")
    row = ahead.iloc[0]
    what = f"{names_of(tables, [row['country']])[0]}, {row['treaty']} Article {row['article']}"
    records = evidence(ahead.assign(statement=f"due {day_words(row['deadline'].date())}"), label)
    return Headline(
        label, day_words(row["deadline"].date()), "", "; ".join(filter(None, [what, note])), records
    )


def meetings(tables: Tables, scope: Scope) -> pd.DataFrame:
    """Meetings held in the countries of the scope in the chosen years, the latest first."""
    rows = tables["events"]
    year = rows["start"].dt.year
    when = year.between(*scope.years) | (year.isna() & all(map(math.isinf, scope.years)))
    held = rows["country"].isin(scope.members) & when & ~(rows["start"] > pd.Timestamp(scope.day))
    return rows[held].sort_values(
        ["start", "event"], ascending=[False, True], na_position="last", ignore_index=True
    )


def meetings_held(tables: Tables, scope: Scope) -> Headline:
    """How many meetings were held in the countries of the scope."""
    rows = meetings(tables, scope)
    dated = rows.assign(date=rows["start"], statement=rows["title"])
    label = "Meetings held"
    if rows.empty:
        return Headline(label, None)
    places = rows["city"].nunique()
    parts = [
        span_words(rows["start"].dt.year.dropna()),
        f"in {places} {'place' if places == 1 else 'places'}",
    ]
    return Headline(label, float(len(rows)), "", ", ".join(filter(None, parts)), evidence(dated, label))


def evidence(rows: pd.DataFrame, figure: str, column: str = "") -> pd.DataFrame:
    """Rows in the columns that all headlines share.

    Args:
        rows: with statement, and date and date_precision where they have any.
        figure: label of the headline.
        column: where an area stands, if the rows hold one.
    """
    areas = rows[column] if column else pd.Series(float("nan"), index=rows.index)
    shared = rows.assign(figure=figure, value=areas, unit="km²" if column else None)
    said = rows["statement"].fillna("area not stated").astype(str)
    shared["statement"] = [
        words if pd.isna(area) else f"{area:g} km², {words}" for area, words in zip(areas, said, strict=True)
    ]
    shared = shared.reindex(columns=EVIDENCE)
    return shared.assign(date=pd.to_datetime(shared["date"]).astype("datetime64[ms]"))


def names_of(tables: Tables, codes: Iterable[str]) -> list[str]:
    """Short names of countries."""
    names = tables["countries"].set_index("country")["short_name"]
    return [str(names.get(code, code)) for code in codes]


def listed(names: Sequence[str]) -> str:
    """Names in a row, or how many there are.

    >>> listed(["Serbia", "Greece"]), listed(list("abcdef"))
    ('Greece, Serbia', '6 countries')
    """
    return ", ".join(sorted(names)) if len(names) <= MOST_NAMED else f"{len(names)} countries"


def day_words(day: date) -> str:
    """A day as a reader says it.

    >>> day_words(date(2027, 3, 1))
    '1 March 2027'
    """
    return f"{day.day} {day:%B %Y}"


def span_words(years: pd.Series) -> str:
    """The years that figures are of.

    >>> span_words(pd.Series([2021, 2025, 2021]))
    '2021 to 2025'
    """
    if years.empty:
        return ""
    first, last = int(years.min()), int(years.max())
    return str(first) if first == last else f"{first} to {last}"
