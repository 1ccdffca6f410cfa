"""Numbers as documents print them, in digits and in words."""

import re
from decimal import Decimal

SMALL_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL, TENS = SMALL_TEXT.split(), TENS_TEXT.split()
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}
MISSPELT = {"fourty": "forty", "nineth": "ninth", "twelveth": "twelfth"}  # slips on real pages


def spelling(number: int) -> str:
    """Return a number below a thousand in words.

    >>> spelling(7), spelling(46), spelling(105)
    ('seven', 'forty six', 'one hundred and five')
    """
    if number < len(SMALL):
        return SMALL[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return TENS[ten - 2] + (f" {SMALL[one]}" if one else "")
    hundred, remainder = divmod(number, 100)
    return f"{SMALL[hundred]} hundred" + (f" and {spelling(remainder)}" if remainder else "")


def ordinal_spelling(number: int) -> str:
    """Return an ordinal below a thousandth in words.

    >>> ordinal_spelling(3), ordinal_spelling(20), ordinal_spelling(106)
    ('third', 'twentieth', 'one hundred and sixth')
    """
    lead, _, last = spelling(number).rpartition(" ")
    ending = IRREGULAR.get(last, re.sub(r"y$", "ie", last) + "th")
    return f"{lead} {ending}".strip()


CARDINALS = {spelling(number): number for number in range(1000)} | {"dozen": 12, "one dozen": 12}
ORDINALS = {ordinal_spelling(number): number for number in range(1, 1000)} | {"hundredth": 100}
CARDINAL = "|".join(sorted({*" ".join(CARDINALS).split(), "fourty"} - {"and"}, key=len, reverse=True))
ORDINAL = "|".join(sorted({words.split()[-1] for words in ORDINALS} | {"nineth", "twelveth"}, key=len)[::-1])
NUMERAL = r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d[\d.,]*\d|\d"
NUMBER_WORDS = rf"(?i:\b(?:(?:a|{CARDINAL})[- ](?:and )?)*(?:{CARDINAL}))\b"
ORDINAL_TEXT = (
    r"(?<![\d.,])\d{1,4}\s?(?i:st|nd|rd|th)\b"
    rf"|(?i:\b(?:(?:a|{CARDINAL})[- ](?:and )?)*(?:{ORDINAL})\b)"
)


def spelt(text: str) -> str:
    """Return number words in one spelling.

    >>> spelt("A hundred and five"), spelt("Fourty-nineth")
    ('one hundred and five', 'forty ninth')
    """
    words = text.strip().lower().replace("-", " ").split()
    return re.sub(r"^a(?= )", "one", " ".join(MISSPELT.get(word, word) for word in words))


def cardinal(text: str) -> int | None:
    """Return the value of a number in words, None when it is none.

    >>> cardinal("Forty-six"), cardinal("one hundred and five"), cardinal("a dozen"), cardinal("none")
    (46, 105, 12, None)
    """
    return CARDINALS.get(spelt(text))


def ordinal(text: str) -> int | None:
    """Return the value of an ordinal, whatever its ending; None when it is none.

    >>> ordinal("83th"), ordinal("91st"), ordinal("twenty-first"), ordinal("one hundredth"), ordinal("State")
    (83, 91, 21, 100, None)
    """
    digits = re.fullmatch(r"(\d{1,4})\s?(?:st|nd|rd|th)?", text.strip().lower())
    return int(digits[1]) if digits else ORDINALS.get(spelt(text))


def ending_fits(text: str) -> bool:
    """Tell whether a printed ordinal has the ending that its number takes.

    >>> ending_fits("83rd"), ending_fits("83th"), ending_fits("112th"), ending_fits("third")
    (True, False, True, True)
    """
    match = re.fullmatch(r"(\d+)\s?(st|nd|rd|th)", text.strip().lower())
    if not match:
        return True
    number = int(match[1])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return match[2] == ("th" if number % 100 in (11, 12, 13) else ending)


def comma_is_decimal(text: str) -> bool | None:
    """Return whether a text writes 1,9 for one and nine tenths; None when it does not show.

    >>> [comma_is_decimal(text) for text in ("590.000,00 EUR", "1.74 km2 and 2,700 mines", "3 of 4")]
    [True, False, None]
    """
    form = r"(?<![\d.,/])\d{{1,3}}(?:{0}\d{{3}})*{1}(?:\d{{1,2}}|\d{{4,}})(?![\d.,]*\d|\s?\))"
    form += r"|(?<![\d.,])\d{{1,3}}(?:{0}\d{{3}}){{2,}}(?![\d{0}]*\d)"
    comma = re.search(form.format(r"\.", ","), text)
    point = re.search(form.format(",", r"\."), text)
    return None if bool(comma) == bool(point) else bool(comma)


def numeral(text: str, whole: bool = False, comma: bool | None = None) -> Decimal | None:
    """Return the value of a printed numeral, None where it can be read in two ways or in none.

    `whole`: what is counted comes in ones, so a mark before three digits parts thousands. `comma`: what
    the document does elsewhere.

    >>> numeral("590.000,00"), numeral("2,700"), numeral("1.74"), numeral("1,9"), numeral("1.329.837")
    (Decimal('590000.00'), Decimal('2700'), Decimal('1.74'), Decimal('1.9'), Decimal('1329837'))
    >>> numeral("813.050", whole=True), numeral("1.740"), numeral("1.740", comma=False), numeral("4,151,0007")
    (Decimal('813050'), None, Decimal('1.740'), None)
    """
    text = text.strip().replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+|\d+|\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+", text):
        return Decimal(text.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}|\d+,\d{4,}|0,\d+", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+", text):
        return None
    joined = Decimal(re.sub(r"[.,]", "", text))
    if whole or len(re.findall(r"[.,]", text)) > 1:
        return joined
    if "," in text:
        return None if comma else joined
    return None if comma is None else joined if comma else Decimal(text)


def printed(value: Decimal) -> str:
    """Return a number as the records write it.

    >>> printed(Decimal("2850000.00")), printed(Decimal("0.813050"))
    ('2850000', '0.81305')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
