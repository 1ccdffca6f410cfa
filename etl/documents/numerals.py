"""Numbers as documents print them: numerals with thousands marks, number words, ordinals with any ending."""

import re
from decimal import Decimal

UNITS_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
UNITS = UNITS_TEXT.split()
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINAL_UNITS_TEXT = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
ORDINAL_UNITS = ORDINAL_UNITS_TEXT.split()
ORDINAL_TENS_TEXT = (
    "zeroth tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
)
ORDINAL_TENS = ORDINAL_TENS_TEXT.split()
WORDS = {word: number for number, word in enumerate(UNITS)}
WORDS |= {word: 10 * number for number, word in enumerate(TENS) if number > 1}
ORDINAL_WORDS = {word: number for number, word in enumerate(ORDINAL_UNITS)}
ORDINAL_WORDS |= {word: 10 * number for number, word in enumerate(ORDINAL_TENS) if number > 1}
# "Eight Regional Meeting" and "nineth" are slips that real pages have; the first is no ordinal, the second is.
ORDINAL_WORDS |= {"nineth": 9, "fourty": 40, "twelveth": 12, "hundredth": 100}
CARDINAL = "|".join(sorted([*WORDS, "hundred", "thousand", "fourty", "dozen"], key=len, reverse=True))
ORDINAL = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
NUMERAL = r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d[\d.,]*\d|\d"
NUMBER_WORDS = rf"(?i:\b(?:(?:a|{CARDINAL})[- ](?:and )?)*(?:{CARDINAL}))\b"
ORDINAL_TEXT = (
    r"(?<![\d.,])\d{1,4}\s?(?i:st|nd|rd|th)\b"
    rf"|(?i:\b(?:(?:a|one|two|{CARDINAL})[- ](?:and )?)*(?:{ORDINAL})\b)"
)


def cardinal(text: str) -> int | None:
    """Return the value of number words, None when they are none.

    >>> cardinal("Forty-six"), cardinal("one hundred and five"), cardinal("a dozen"), cardinal("none")
    (46, 105, 12, None)
    """
    total, current = 0, 0
    words = [word for word in re.split(r"[\s-]+", text.strip().lower()) if word not in ("and", "")]
    if not words or words == ["a"]:
        return None
    for word in words:
        if word == "a":
            current = 1
        elif word in WORDS or word == "fourty":
            current += WORDS.get(word, 40)
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * (100 if word == "hundred" else 12)
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        else:
            return None
    return total + current


def ordinal(text: str) -> int | None:
    """Return the value of an ordinal, whatever its ending; None when it is none.

    >>> ordinal("83th"), ordinal("91st"), ordinal("twenty-first"), ordinal("one hundredth"), ordinal("State")
    (83, 91, 21, 100, None)
    """
    text = text.strip().lower()
    if found := re.fullmatch(r"(\d{1,4})\s?(?:st|nd|rd|th)?", text):
        return int(found[1])
    head, _, last = text.replace("-", " ").rpartition(" ")
    if last not in ORDINAL_WORDS:
        return None
    value = ORDINAL_WORDS[last]
    if not head or head in ("the", "a", "and"):
        return value
    before = cardinal(head.removesuffix(" and"))
    if before is None:
        return None
    return before * 100 if value == 100 else before + value


def ending_fits(text: str) -> bool:
    """Tell whether a printed ordinal has the ending that its number takes.

    >>> ending_fits("83rd"), ending_fits("83th"), ending_fits("third")
    (True, False, True)
    """
    found = re.fullmatch(r"(\d+)\s?(st|nd|rd|th)", text.strip().lower())
    if not found:
        return True
    number = int(found[1])
    special = {1: "st", 2: "nd", 3: "rd"}
    right = "th" if number % 100 in (11, 12, 13) else special.get(number % 10, "th")
    return found[2] == right


def comma_is_decimal(text: str) -> bool | None:
    """Return whether a text writes 1,9 for one and nine tenths; None when it does not show.

    >>> comma_is_decimal("590.000,00 EUR"), comma_is_decimal("1.74 km2 and 2,700 mines"), comma_is_decimal("3 of 4")
    (True, False, None)
    """
    comma = re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})(?![\d.,]*\d)", text)
    comma += re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.]*\d)", text)
    point = re.findall(r"(?<![\d.,/])\d{1,3}(?:,\d{3})*\.(?:\d{1,2}|\d{4,})(?![\d.,]*\d|\s?\))", text)
    point += re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,]*\d)", text)
    if bool(comma) == bool(point):
        return None
    return bool(comma)


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
    if text.isdigit():
        return Decimal(text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+|\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+", text):
        return Decimal(text.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}|\d+,\d{4,}|0,\d+", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+", text):
        return grouped(text, whole, comma)
    return None


def grouped(text: str, whole: bool, comma: bool | None) -> Decimal | None:
    """Return the value of digits in groups of three: 2,700 and 1.329.837 are plain, 1.740 needs the document."""
    joined = Decimal(re.sub(r"[.,]", "", text))
    if whole or len(re.findall(r"[.,]", text)) > 1:
        return joined
    if "," in text:
        return None if comma else joined
    if comma is None:
        return None
    return joined if comma else Decimal(text)
