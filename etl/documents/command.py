"""`python -m etl read`: documents to proposals, and reviewed proposals to data/raw, all or none."""

import argparse
import csv
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from etl.build import Build, steps
from etl.documents.asides import aside_rows
from etl.documents.counts import counts
from etl.documents.event_rows import event_ids, event_rows, membership_rows, oslo_rows, recalled_meetings
from etl.documents.figures import city_counts, conversions, count_rows, other_figures, session_count
from etl.documents.meeting_lists import DAY_OF_PAGE, listed_meetings
from etl.documents.meeting_news import told_meetings
from etl.documents.meeting_words import kind_of, nouns
from etl.documents.meetings import Meeting, merged
from etl.documents.names import names, rows
from etl.documents.notice_rows import notice_rows
from etl.documents.participants import participations
from etl.documents.presentations import cited_presentations, programme, programme_rows, speakers
from etl.documents.projects import project_rows, projects
from etl.documents.proposals import EXTRA, KEYS, Proposals, compared, proposals, told_once, written
from etl.documents.reading import Doubt, Found, Reading, opened
from etl.documents.spoken_of import unlisted
from etl.documents.taking import once, taking_rows
from etl.documents.text import Document, UnreadableError, document
from etl.problem import Problem
from etl.registry import DATA, Table, package, tables


@dataclass
class Addition:
    """The rows to add to each raw file with their lines in the proposals, and how many were there already."""

    lines: dict[str, list[tuple[int, list[str]]]]
    there: int = 0


def accept(folder: Path, data: Path) -> tuple[dict[str, int], int, list[Problem]]:
    """Append the proposals in a folder to data/raw; return rows added by table, rows known, problems."""
    raw = {table.name: table for table in tables(package(data), "raw")}
    addition, problems = addition_of(folder, raw, data)
    if not problems and addition.lines:
        with tempfile.TemporaryDirectory() as trial:
            copy = Path(trial) / "data"
            (copy / "raw").mkdir(parents=True)
            shutil.copy(data / "datapackage.yaml", copy)
            shutil.copytree(data / "raw", copy / "raw", dirs_exist_ok=True)
            appended(addition, raw, copy)
            problems = [at_proposal(problem, addition, folder, raw, data) for problem in problems_of(copy)]
            if not problems:
                problems = replaced(addition, raw, copy, data)
    return {name: len(lines) for name, lines in addition.lines.items()}, addition.there, problems


def at_proposal(
    problem: Problem, addition: Addition, folder: Path, raw: dict[str, Table], data: Path
) -> Problem:
    """Return a problem with the place of the proposal that causes it, when it lies in an added row."""
    name = Path(problem.file).stem
    if name not in addition.lines:
        return problem
    number = problem.line - 2 - len(rows(data / raw[name].path))
    if not 0 <= number < len(addition.lines[name]):
        return problem
    return replace(problem, file=str(folder / f"{name}.csv"), line=addition.lines[name][number][0])


def addition_of(folder: Path, raw: dict[str, Table], data: Path) -> tuple[Addition, list[Problem]]:
    """Return what a folder of proposals adds, and what is wrong with its files."""
    addition, problems = Addition({}), []
    files = sorted(path for path in folder.glob("*.csv") if path.name != "doubtful.csv")
    if not files:
        what = "there are no proposals"
        problems.append(Problem(str(folder), 0, "", what, "give the folder that `read --out` wrote"))
    for path in files:
        table = raw.get(path.stem)
        if table is None or path.stem not in KEYS:
            what = "no table of that name is proposed"
            problems.append(Problem(str(path), 0, "", what, f"one of {', '.join(KEYS)}"))
        elif fault := unreadable(path, table):
            problems.append(fault)
        else:
            problems += sorted_out(path, table, data / table.path, addition)
    return addition, problems


def sorted_out(path: Path, table: Table, raw: Path, addition: Addition) -> list[Problem]:
    """Put the rows of one file into the addition; return those that speak against the records."""
    known = [{**row, "line": str(line)} for line, row in enumerate(rows(raw), 2)]
    problems = []
    for line, row in enumerate(rows(path), 2):
        verdict, _, where = compared(table.name, row, known)
        if verdict == "in the records":
            addition.there += 1
        elif verdict == "differs":
            column, hint = "+".join(KEYS[table.name]), "take the row out, or correct the record"
            problems.append(Problem(str(path), line, column, where, hint))
        else:
            cells = [row[column] for column in table.columns]
            addition.lines.setdefault(table.name, []).append((line, cells))
    return problems


def unreadable(path: Path, table: Table) -> Problem | None:
    """Return why a file of proposals cannot be read, or None."""
    wanted = [*table.columns, *EXTRA]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file), [])
    except UnicodeDecodeError:
        return Problem(str(path), 1, "", "the file is not UTF-8", "save it as CSV UTF-8")
    if header not in (wanted, table.columns):
        return Problem(
            str(path), 1, "", "the header is not that of the proposals", f"write {','.join(wanted)}"
        )
    long = next((line for line, row in enumerate(rows(path), 2) if None in row), 0)
    hint = "one cell for each column of the header"
    return Problem(str(path), long, "", "too many cells", hint) if long else None


def appended(addition: Addition, raw: dict[str, Table], data: Path) -> None:
    """Append the lines to the raw files of a folder."""
    for name, lines in addition.lines.items():
        path = data / raw[name].path
        ends = path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write("" if ends else "\n")
            csv.writer(file, lineterminator="\n").writerows(cells for _, cells in lines)


def problems_of(data: Path) -> list[Problem]:
    """Return what the build finds wrong in a folder of records."""
    build = Build()
    for _ in steps(build, data):
        pass
    return build.problems


def replaced(addition: Addition, raw: dict[str, Table], copy: Path, data: Path) -> list[Problem]:
    """Put the longer files in the place of the old ones, once all lie beside them; none if one changed."""
    ready = []
    for name in addition.lines:
        longer, target = copy / raw[name].path, data / raw[name].path
        if not longer.read_bytes().startswith(target.read_bytes()):
            return [Problem(str(target), 0, "", "it was changed meanwhile", "accept again")]
        ready.append((Path(shutil.copy(longer, target.with_suffix(".csv.new"))), target))
    for beside, target in ready:
        beside.replace(target)
    return []


def read(document: Document, raw: Path) -> tuple[Reading, Found]:
    """Return what a document says, in the columns of data/raw as far as the document fills them."""
    reading = opened(document, raw)
    found = notice_rows(reading)
    found.add(meeting_rows(reading))
    found.add(money_rows(reading))
    found.doubts = list({(one.what, one.reason, one.place): one for one in found.doubts}.values())
    return reading, found


def meeting_rows(reading: Reading) -> Found:
    """Return all rows about meetings: events, who took part, programme, counts, memberships."""
    found = Found()
    meetings = merged([*listed_meetings(reading, found), *told_meetings(reading, found)])
    meetings += recalled_meetings(reading, meetings)
    found.doubts = [one for one in found.doubts if not is_dated(one, meetings)]
    presented, presenters = cited_presentations(reading)
    meetings += presented
    taking = [*participations(reading, meetings, found), *presenters]
    doubtful = {one.place for one in found.doubts if one.kept == "left out"}
    numbers = counts(reading, meetings, doubtful, found)
    ids = event_ids(meetings, reading)
    lines, sessions = programme(reading)
    main = unlisted([one for one in meetings if not one.announced])
    if lines and len(main) == 1:
        taking = once([*taking, *speakers(lines, main[0])])
        found.rows += programme_rows(lines, ids[id(main[0])])
        found.rows += session_count(sessions, main[0], lines[0].one.paragraph)
    found.rows += event_rows(meetings, ids, taking, numbers, reading)
    found.rows += [*taking_rows(taking, ids, reading.records), *membership_rows(meetings, taking)]
    found.rows += [
        *count_rows(numbers),
        *city_counts(meetings, found.doubts),
        *other_figures(reading, meetings),
        *aside_rows(reading),
    ]
    found.rows += oslo_rows(meetings, ids, numbers, reading)
    return found


def is_dated(one: Doubt, meetings: list[Meeting]) -> bool:
    """Tell whether a doubt is about the day of a meeting that the document dates elsewhere."""
    return one.reason == DAY_OF_PAGE and kind_of(nouns(one.what)[-1]) in {each.kind for each in meetings}


def money_rows(reading: Reading) -> Found:
    """Return all rows about projects and their money."""
    found = Found()
    told = projects(reading, found)
    found.rows += [*project_rows(told, reading), *conversions(told, reading)]
    return found


APART = get_context("fork")
LONGEST_TIME = 30  # seconds that the reading of one document may take
EPILOG = """Review the CSV files in the folder: take out what is wrong, mend what can be mended, look through
doubtful.csv. Then: python -m etl read --accept FOLDER"""


def main(arguments: list[str]) -> int:
    """Read documents, or accept what was read; return 0, or 1 if there are problems."""
    parser = argparse.ArgumentParser(prog="python -m etl read", description=__doc__, epilog=EPILOG)
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="plain text, HTML or PDF, in English"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("proposals"),
        metavar="FOLDER",
        help="where proposals go (default: proposals)",
    )
    parser.add_argument(
        "--accept", type=Path, metavar="FOLDER", help="append the reviewed proposals to data/raw"
    )
    parser.add_argument(
        "--source", default="", metavar="ID", help="id of the document in data/raw/sources.csv, if it has one"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder of datapackage.yaml and raw")
    options = parser.parse_args(arguments)
    if bool(options.files) == bool(options.accept):
        parser.error("give either documents to read or --accept with a folder of proposals")
    if options.source and len(options.files) > 1:
        parser.error("--source names one document: read one file at a time")
    if options.accept:
        return take_in(options.accept, options.data)
    return propose(options.files, options.out, options.source, options.data)


def propose(files: list[Path], out: Path, source: str, data: Path) -> int:
    """Read all files and write their proposals; nothing is written if one of them cannot be read."""
    problems, read_all = [], []
    raw = {table.name: table for table in tables(package(data), "raw")}
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        problems.append(f"{out}: it is there already: give another folder with --out, or take it away")
    elif not out.resolve().parent.is_dir():
        problems.append(f"{out}: the folder that it should lie in is not there")
    names(data / "raw")  # read once, for all the processes to come
    for path in files:
        told = read_apart(path, data, source)
        if isinstance(told, str):
            problems.append(f"{path}: {told}")
        else:
            read_all.append(told)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{len(problems)} problems; nothing was written", file=sys.stderr)
        return 1
    once = told_once(read_all)
    with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=".proposals-") as new:
        written(once, raw, Path(new))
        shutil.copytree(new, out, dirs_exist_ok=True)
    for each in once:
        print(summary(each))
    print(f"Proposals in {out}: review them, then python -m etl read --accept {out}")
    return 0


def read_apart(path: Path, data: Path, source: str) -> Proposals | str:
    """Return the proposals of a document, or why there are none; a process of its own reads it.

    What a hostile file does to that process, time or memory, ends with it.
    """
    answer, teller = APART.Pipe(duplex=False)
    process = APART.Process(target=tell, args=(teller, path, data, source), daemon=True)
    process.start()
    teller.close()
    try:
        if answer.poll(LONGEST_TIME):
            return answer.recv()
        return f"reading it took more than {LONGEST_TIME} seconds: cut it into its parts"
    except EOFError:
        return "the reader came to a sudden end with it: give its text as a plain text file"
    finally:
        process.kill()
        process.join()


def tell(teller: Connection, path: Path, data: Path, source: str) -> None:
    """Send the proposals of a document, or why there are none."""
    raw = {table.name: table for table in tables(package(data), "raw")}
    try:
        one = document(path)
        reading, found = read(one, data / "raw")
        teller.send(proposals(one, reading, found, raw, source))
    except (UnreadableError, ValueError) as error:
        teller.send(str(error))


def summary(each: Proposals) -> str:
    """Return a line on what a document gave."""
    counted = Counter(row.table for row in each.rows)
    new = sum(row.records == "new" for row in each.rows)
    by_table = ", ".join(f"{count} {name}" for name, count in counted.items())
    told = f"{len(each.rows)} rows ({by_table}), {new} of them new, {len(each.doubts)} doubtful things"
    cited = Counter(row.cited for row in each.rows if row.cited).most_common(1)
    hint = ""
    if cited and cited[0][0] != each.source and cited[0][1] > len(each.rows) / 4:
        hint = f"\n  If it is the document {cited[0][0]} of data/raw/sources.csv, add --source {cited[0][0]}"
    return f"{each.document.name}: {told}{hint}"


def take_in(folder: Path, data: Path) -> int:
    """Append reviewed proposals to data/raw."""
    if not folder.is_dir():
        print(f"{folder}: there is no such folder\n1 problem; nothing was written", file=sys.stderr)
        return 1
    added, there, problems = accept(folder, data)
    if problems:
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{len(problems)} problems; nothing was written", file=sys.stderr)
        return 1
    for name, count in added.items():
        print(f"data/raw/{name}.csv: {count} rows added")
    print(f"{sum(added.values())} rows added, {there} were in the records already. Next: python -m etl")
    return 0
