"""The text of a web page as a reader sees it, and what its head says of it; scripts are thrown away."""

import re

from lxml import etree

from etl.reader.paragraphs import Line
from etl.reader.tables import pattern, word_list

BLOCKS = word_list("html blocks")
NOT_READ = word_list("html not read")
TEXT = frozenset({"html", "body", "main", "article", "h1"})
BEFORE = {"td": " | ", "th": " | ", "li": "- "}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Names by which pages mark what stands around their text; a part that holds the text itself is read.
AROUND = pattern("webpage", "around")
FOOTNOTE = re.compile(r"[\s\d*,\[\]]+")
UNSEEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
HEAD = {
    "title": ("//meta[@property='og:title']/@content", "//title/text()", "//h1//text()"),
    "publisher": ("//meta[@property='og:site_name']/@content", "//meta[@name='publisher']/@content"),
    "published": (
        "//meta[@property='article:published_time']/@content",
        "//meta[translate(@name,'DC','dc')='dc.date']/@content",
        "//meta[@name='date' or @name='pubdate' or @itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
    ),
    "url": ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
}


def page(text: str) -> tuple[list[Line], dict[str, str]]:
    """Return the lines of a page, and its title, publisher, date and address where its head tells them.

    Raises: ValueError when it is no page that can be read.
    """
    tree = parsed(text)
    head = {what: first_of(tree, paths) for what, paths in HEAD.items()}
    data = " ".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    stated = re.search(r'"datePublished"\s*:\s*"([^"]{8,40})"', data)
    head["published"] = stated[1] if stated else head["published"]
    date = re.match(r"(?:19|20)\d\d-[01]\d-[0-3]\d", head["published"])
    head["published"] = date[0] if date else ""
    if not re.match(r"https?://[^\s\"'<>]+$", head["url"]):
        head["url"] = ""
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


def first_of(tree: etree._Element, paths: tuple[str, ...]) -> str:
    """Return the first text that one of the paths finds."""
    for path in paths:
        for text in tree.xpath(path):
            if words := " ".join(str(text).split()):
                return words[:300]
    return ""


def main_parts(tree: etree._Element) -> list[etree._Element]:
    """Return what a page marks as its text: its main part, else its articles, else all of it."""
    for path in ("//main | //*[@role='main']", "//article"):
        result = [part for part in tree.xpath(path) if "".join(part.itertext()).strip()]
        outer = [part for part in result if not any(other in result for other in part.iterancestors())]
        if outer:
            return outer
    return [tree]


def lines(parts: list[etree._Element]) -> list[Line]:
    """Return the visible text of a page, a line for each block; cells of a table are parted by a bar."""
    result: list[Line] = []
    words: list[str] = []
    heading = False

    def end_of_block() -> None:
        text = " ".join("".join(words).split()).strip(" |")
        words.clear()
        if text:
            result.append(Line(text, len(result) + 1, heading=heading))

    for walk in [etree.iterwalk(part, events=("start", "end")) for part in parts]:
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in BLOCKS:
                end_of_block()
            if event == "start":
                if tag in NOT_READ or hidden(element) or is_footnote(element, words):
                    walk.skip_subtree()
                    continue
                heading = heading or tag in HEADINGS
                words.append(BEFORE.get(tag, "") + (element.text or ""))
            else:
                heading = heading and tag not in HEADINGS
                words.append(element.tail or "")
        end_of_block()
    return result


def is_footnote(element: etree._Element, words: list[str]) -> bool:
    """Tell whether a raised number points to a note, and is not the 2 of m²."""
    raised = element.tag == "sup" and FOOTNOTE.fullmatch("".join(element.itertext()))
    return bool(raised) and not "".join(words[-2:]).rstrip().endswith("m")


def hidden(element: etree._Element) -> bool:
    """Tell whether a page hides an element from its readers."""
    role = element.get("role", "")
    unseen = (
        UNSEEN.search(element.get("style", ""))
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
    )
    if unseen or role in ("navigation", "banner", "search", "contentinfo", "complementary"):
        return True
    named = AROUND.search(f"{element.get('class', '')} {element.get('id', '')}")
    return bool(named) and element.tag not in TEXT and not element.xpath(".//h1 | .//article | .//main")
