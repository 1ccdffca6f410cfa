"""Runs a page by itself, without the frame and without a browser; judges nothing."""

from streamlit.testing.v1 import AppTest

from dashboard.store import ROOT
from tests.tables import view as filtered
from topics.view import View


def visited(page: str, parameters: dict[str, str], view: View | None = None) -> AppTest:
    """A page as a reader with these parameters in the address and this filter sees it."""
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"))
    test.session_state["view"] = view or filtered()
    for name, text in parameters.items():
        test.query_params[name] = text
    return test.run(timeout=60)


def headings(test: AppTest) -> str:
    """The headings of a page, one a line."""
    return "\n".join(element.value.replace("\\", "") for element in [*test.header, *test.subheader])


def words(test: AppTest) -> str:
    """The text of a page beside its headings, tables and charts."""
    return "\n".join(element.value.replace("\\", "") for element in test.markdown)
