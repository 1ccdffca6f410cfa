"""One document read whole: all rows that it gives and all that is doubtful in it."""

from pathlib import Path

from etl.documents.attribution import unlisted
from etl.documents.citations import cited_presentations
from etl.documents.counts import counts
from etl.documents.event_rows import event_ids, event_rows, membership_rows, oslo_rows
from etl.documents.figures import city_counts, conversions, count_rows, other_figures, session_count
from etl.documents.findings import Found, Reading
from etl.documents.meeting_lists import listed_meetings
from etl.documents.meeting_news import told_meetings
from etl.documents.meetings import merged
from etl.documents.notice_rows import notice_rows
from etl.documents.opening import opened
from etl.documents.participants import participations
from etl.documents.programme import programme, programme_rows, speakers
from etl.documents.project_rows import project_rows
from etl.documents.projects import projects
from etl.documents.recalled import recalled_meetings
from etl.documents.taking import once, taking_rows
from etl.documents.text import Document


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
    found.rows += [*taking_rows(taking, ids), *membership_rows(meetings, taking)]
    found.rows += [*count_rows(numbers), *city_counts(meetings), *other_figures(reading, meetings)]
    found.rows += oslo_rows(meetings, ids, numbers, reading)
    return found


def money_rows(reading: Reading) -> Found:
    """Return all rows about projects and their money."""
    found = Found()
    told = projects(reading, found)
    found.rows += [*project_rows(told, reading), *conversions(told, reading)]
    return found
