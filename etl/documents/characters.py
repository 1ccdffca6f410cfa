"""One form for the characters that sources write in several ways, each for one: places stay what they are."""

import unicodedata

FORMS = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
        " ",
    ),
}
TABLE = str.maketrans(FORMS)


def tidy(text: str) -> str:
    r"""Return a text with one kind of dash, quotation mark, apostrophe and space; as long as it was.

    >>> tidy("20 – 21 November\u00a02019, “ITF’s”")
    '20 - 21 November 2019, "ITF\\'s"'
    """
    return text.translate(TABLE)


def folded(text: str) -> str:
    """Return a name without accents and capitals, to compare it.

    >>> folded("Tarčin") == folded("Tarcin")
    True
    """
    plain = text.replace("đ", "dj").replace("Đ", "Dj").replace("ø", "o").replace("Ø", "O").replace("ł", "l")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().strip()
