"""The routes of the whole collection and of its closed editions: archive, descriptor, files, differences."""

from starlette.requests import Request

from dashboard import bundle, download, editions, frames, store
from dashboard.api.answers import Content
from dashboard.chart_forms import FORMS, PART
from dashboard.parameters import one_of, refuse_unknown
from topics.tables import NOW
from topics.vocabulary.sentences import sentence

FOREVER = "public, max-age=31536000, immutable"
"""A closed edition is never written again."""
ZIP = "application/zip"
JSON = FORMS["json"].kind
KINDS = {"zip": ZIP, "md": "text/markdown; charset=utf-8", "cff": "application/yaml", "json": JSON} | {
    form: FORMS[form].kind for form in ("csv", "parquet", "xlsx", "bib", "ris", "csl.json")
}
"""Media types of files by how their names end."""
OTHER = "text/plain; charset=utf-8"


def package(request: Request) -> Content:
    """The descriptor of all tables, with paths as they are from its address."""
    refuse_unknown(request.query_params, ())
    return Content(frames.json_text(bundle.descriptor()), JSON)


def archive(request: Request) -> Content:
    """All tables with descriptor, README, citations and checksums."""
    refuse_unknown(request.query_params, ())
    return Content(bundle.bundle(), ZIP, f"{store.package()['name']}-{store.edition()}.zip")


def listing(request: Request) -> Content:
    """The closed editions, the newest first."""
    refuse_unknown(request.query_params, ())
    return Content(frames.json_text(editions.editions()), JSON)


def file(request: Request) -> Content:
    """A file of a closed edition: `editions/2026-11-21/tables/clearance.csv`, or its archive."""
    refuse_unknown(request.query_params, ())
    day, name = request.path_params["day"], request.path_params["file"]
    is_whole = name == editions.PACKAGE
    as_file, content = editions.package_file(day) if is_whole else editions.edition_file(day, name)
    kind = KINDS.get(as_file.partition(".")[2], OTHER)
    return Content(content, kind, "" if kind in (JSON, OTHER) else as_file, FOREVER)


def changes(request: Request) -> Content:
    """What became different after an edition, until another or now: `editions/DAY/changes.csv?until=…`."""
    given = dict(request.query_params)
    day, form = request.path_params["day"], request.path_params["form"]
    refuse_unknown(given, ("until", *PART))
    later = (*(one for one in store.closed_editions() if one > day), NOW)
    until = one_of("until", given.get("until") or NOW, later)
    rows = editions.changes_between(day, until)
    if form == "json":
        return Content(frames.as_json(rows, given, {"since": day, "until": until}), JSON)
    if form != "csv":
        raise LookupError(sentence("No form '{form}' of changes. There are: csv, json", form=form))
    body = download.csv(frames.part(rows, given), for_programs=True)
    return Content(body, FORMS["csv"].kind, f"changes-{day}-{until}.csv")
