"""The text of a web page as a reader sees it, and what its head says of it; scripts are thrown away."""

from lxml import etree

from etl.reader.paragraphs import Line
from etl.reader.tables import word_list, wordings, words

PATTERN = wordings("webpage")
BLOCKS = word_list("html blocks")
NOT_READ = word_list("html not read")
ROLES_NOT_READ = word_list("html roles not read")
TEXT = word_list("html text")
BEFORE = {"td": " | ", "th": " | ", "li": "- ", "sup": " "}  # a raised number is often a note
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PARTS = ("//main | //*[@role='main']", "//article")


def page(text: str) -> tuple[list[Line], dict[str, str]]:
    """Return the lines of a page, and its title, publisher, date and address where its head tells them.

    Raises: ValueError when it is no page that can be read.
    """
    tree = parsed(text)
    head = dict.fromkeys(("title", "publisher", "published", "url"), "")
    for row in words("html_head"):
        texts = (" ".join(str(text).split())[:300] for text in tree.xpath(row["path"]))
        head[row["what"]] = head[row["what"]] or next(filter(None, texts), "")
    stated = PATTERN.stated.search(" ".join(tree.xpath("//script[@type='application/ld+json']/text()")))
    day = PATTERN.day.match(stated[1] if stated else head["published"])
    head["published"] = day[0] if day else ""
    head["url"] = head["url"] if PATTERN.address.fullmatch(head["url"]) else ""
    return lines(main_parts(tree)), head


def parsed(text: str) -> etree._Element:
    """Return the tree of a page; entities of its own, other files and the network stay out of it."""
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not a web page that can be read: {error.msg}") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise ValueError("its elements are nested more than 250 deep: no page for readers is")
    if tree is None:
        raise ValueError("no text in it")
    return tree


def main_parts(tree: etree._Element) -> list[etree._Element]:
    """Return what a page marks as its text: its main part, else its articles, else all of it."""
    for path in PARTS:
        result = [part for part in tree.xpath(path) if "".join(part.itertext()).strip()]
        if outer := [part for part in result if not any(other in result for other in part.iterancestors())]:
            return outer
    return [tree]


def lines(parts: list[etree._Element]) -> list[Line]:
    """Return the visible text of a page, a line for each block; cells of a table are parted by a bar."""
    result: list[Line] = []
    text, heading = "", False
    for walk in [etree.iterwalk(part, events=("start", "end")) for part in parts]:
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in BLOCKS:
                result += block(text, len(result) + 1, heading)
                text = ""
            if event == "end":
                heading = heading and tag not in HEADINGS
                text += element.tail or ""
            elif tag in NOT_READ or hidden(element):
                walk.skip_subtree()
            else:
                heading = heading or tag in HEADINGS
                text += BEFORE.get(tag, "") + (element.text or "")
        result += block(text, len(result) + 1, heading)
        text = ""
    return result


def block(text: str, number: int, heading: bool) -> list[Line]:
    """Return the line that a block of a page makes, none for an empty one."""
    line = " ".join(text.split()).strip(" |")
    return [Line(line, number, heading=heading)] if line else []


def hidden(element: etree._Element) -> bool:
    """Tell whether a page hides an element from its readers, or names it as standing around its text."""
    unseen = PATTERN.unseen.search(element.get("style", "")) or "hidden" in element.attrib
    if unseen or element.get("aria-hidden") == "true" or element.get("role", "") in ROLES_NOT_READ:
        return True
    named = PATTERN.around.search(f"{element.get('class', '')} {element.get('id', '')}")
    return bool(named) and element.tag not in TEXT and not element.xpath(".//h1 | .//article | .//main")
