"""Amounts of money, areas and counted explosive items in a text, each with its place and its doubt."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pycountry

from etl.reader.numerals import NUMBER_WORDS, NUMERAL, cardinal, numeral, printed
from etl.reader.tables import words

CURRENCIES = {row["currency"]: row["pattern"] for row in words("currencies")}
CODES = "|".join(sorted(currency.alpha_3 for currency in pycountry.currencies))
CURRENCY = "|".join(f"(?:{pattern})" for pattern in CURRENCIES.values()) + rf"|(?:{CODES})(?![A-Za-z])"
SCALE = {"thousand": 3, "k": 3, "million": 6, "millions": 6, "mio": 6, "mil": 6, "mn": 6, "m": 6}
SCALE |= {"billion": 9, "bn": 9}
SCALES = r"(?i:thousand|millions?|mio|mil|mn|billion|bn)\b\.?"
UNITS = {row["unit"]: f"(?i:{row['pattern']})" for row in words("area_units")}
KM2 = {row["unit"]: Decimal(row["km2"]) for row in words("area_units")}
ITEMS = {row["item"]: f"(?i:{row['pattern']})" for row in words("items")}
COLUMN_OF_ITEM = {row["item"]: row["column"] for row in words("items")}
ABOUT = (
    r"(?P<about>(?i:(?:slightly |well |a little )?(?:more|less|fewer) than|over|above|some|about"
    r"|around|approximately|approx\.?|roughly|circa|ca\.|nearly|almost|close to|up to|at least"
    r"|at most|no fewer than|no less than|as many as|a total of|in total|altogether|exactly|under"
    r"|below))?\s*"
)
EXACT = ("", "a total of", "in total", "altogether", "exactly")
NUM = rf"(?P<num>{NUMERAL})"
AMOUNT = (
    re.compile(
        rf"{ABOUT}(?<![\w])(?P<cur>{CURRENCY})\s*{NUM}(?:\s*-?\s*(?P<scale>{SCALES}|[mMk]\b))?(?P<late>)"
    ),
    re.compile(
        rf"{ABOUT}(?<![\w.,]){NUM}(?:\s*-?\s*(?P<scale>{SCALES}|(?<=\d)[mk]\b))?"
        rf"(?:\s+(?:worth\s+)?(?:of\s+)?|-)?(?P<cur>{CURRENCY})(?:\s+(?P<late>{SCALES}))?"
    ),
)
UNIT = "|".join(f"(?:{pattern})" for pattern in UNITS.values())
AREA = re.compile(rf"{ABOUT}(?<![\w.,/]){NUM}(?:\s*-?\s*(?P<scale>{SCALES}))?\s*-?\s*(?P<unit>{UNIT})")
ITEM = "|".join(f"(?P<{name}>{pattern})" for name, pattern in ITEMS.items())
COUNT = re.compile(
    rf"{ABOUT}(?<![\w.,/])(?:{NUM}|(?P<words>{NUMBER_WORDS}))(?:\s+(?P<scale>{SCALES}))?\s+"
    rf"(?:(?:pieces|items|units|different|various|live|other)\s+(?:of\s+)?|of\s+)*(?:{ITEM})\b"
)
CONVERSION = re.compile(r"\s*(?:[(/=]|,?\s*or\b|equal to)(?:about|approximately|around|\s)*")
LARGEST_AREA = Decimal(20000)  # km²: no document of this field reports the work on more


@dataclass(frozen=True)
class Quantity:
    """A value with its unit (a currency, km2, a kind of item), its place, and what is doubtful in it."""

    value: Decimal
    unit: str
    first: int
    last: int
    about: str = ""
    text: str = ""
    fault: str = ""

    @property
    def inexact(self) -> str:
        """What the text says of its exactness, as a note; empty for an exact figure."""
        return "" if self.about in EXACT else f"{self.about} {self.text}"


def amounts(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the amounts of money in a text; a conversion behind an amount is left out.

    >>> [(str(one.value), one.unit) for one in amounts("a 2.85-million-euro (US$4,151,000) grant")]
    [('2850000', 'EUR')]
    >>> given = "€1.2m, NOK 27.86 million, 590.000,00 EUR and 411 mio USD"
    >>> [(str(one.value), one.unit) for one in amounts(given)]
    [('1200000', 'EUR'), ('27860000', 'NOK'), ('590000', 'EUR'), ('411000000', 'USD')]
    """
    every = apart([amount(match, comma) for pattern in AMOUNT for match in pattern.finditer(text)])
    result: list[Quantity] = []
    for one in every:
        before = result[-1] if result else None
        if before and before.unit != one.unit and CONVERSION.fullmatch(text[before.last : one.first]):
            continue
        result.append(one)
    return result


def amount(match: re.Match[str], comma: bool | None) -> Quantity:
    """Return one amount; a bare dollar sign is doubtful, and so is a numeral with two readings."""
    scale = scaled(match["scale"] or match["late"])
    value = value_of(match["num"], whole=not scale, comma=comma)
    unit = currency(match["cur"])
    fault = "" if value is not None else f"'{match['num'].strip()}' is not a plain number"
    if not fault and unit == "$":
        fault = "a dollar sign that does not say whose dollar"
    return quantity(match, (value or Decimal(0)).scaleb(scale), unit, fault)


def areas(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the areas in a text in km²; a conversion behind an area is left out.

    >>> [str(one.value) for one in areas("1.74 square kilometers (0.67 square mile), 813,050 square metres")]
    ['1.74', '0.81305']
    >>> [one.fault for one in areas("115,600 million m²")]
    ['115600 km² is more than any work on the ground covers']
    """
    result: list[Quantity] = []
    for match in AREA.finditer(text):
        one = area(match, comma)
        if result and CONVERSION.fullmatch(text[result[-1].last : one.first]):
            result[-1] = checked_by(result[-1], one)
        else:
            result.append(one)
    return result


def area(match: re.Match[str], comma: bool | None) -> Quantity:
    """Return one area in km²."""
    scale = scaled(match["scale"])
    unit = next(name for name, pattern in UNITS.items() if re.fullmatch(pattern, match["unit"]))
    value = value_of(match["num"], whole=unit == "m2" and not scale, comma=comma)
    km2 = (value or Decimal(0)).scaleb(scale) * KM2[unit]
    fault = "" if value is not None else f"'{match['num'].strip()}' can be read in two ways, or in none"
    if km2 > LARGEST_AREA:
        fault = f"{printed(km2)} km² is more than any work on the ground covers"
    if re.search(r"[+*/]\s*$", match.string[: match.start()]):
        fault = "a part of a sum"
    metric = unit in ("km2", "m2", "ha")
    return quantity(match, km2 if metric else km2.quantize(Decimal("0.0001")), "km2", fault)


def checked_by(one: Quantity, other: Quantity) -> Quantity:
    """Return an area whose conversion stands behind it; doubtful where the two do not agree."""
    if one.fault or other.fault or not one.value:
        return one
    agree = abs(one.value - other.value) / one.value < Decimal("0.05")
    return one if agree else replace(one, fault=f"{one.text} and {other.text} are not the same area")


def items(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the counts of mines and other explosive items in a text.

    >>> counted = items("more than 2,700 mines and 536 pieces of UXO")
    >>> [(str(one.value), one.unit, one.about) for one in counted]
    [('2700', 'mines', 'more than'), ('536', 'uxo', '')]
    """
    result = []
    for match in COUNT.finditer(text):
        unit = next(name for name in ITEMS if match[name])
        number = None if match["num"] else cardinal(match["words"])
        value = value_of(match["num"], whole=not match["scale"], comma=comma) if match["num"] else None
        value = Decimal(number) if number is not None else value
        value = None if value is None else value.scaleb(scaled(match["scale"]))
        if value is None or value == value.to_integral_value():
            fault = "" if value is not None else f"'{match['num'] or match['words']}' is not a plain number"
            result.append(quantity(match, value or Decimal(0), unit, fault))
    return result


def value_of(text: str, whole: bool, comma: bool | None) -> Decimal | None:
    """Return the value of a numeral, without the mark of a footnote that clings to it (4,151,0007)."""
    value = numeral(text, whole, comma)
    if value is not None:
        return value
    marked = re.fullmatch(r"(\d{1,3}(?:,\d{3})+)(\d{1,2})", text.strip())
    return numeral(marked[1], whole=True) if marked else None


def torn(match: re.Match[str]) -> bool:
    """Tell whether a numeral is the tail of one that a blank tears apart: 2,705, 119."""
    before = re.search(r"(?<!\d)\d{1,3}(?:,\d{3})*,\s*$", match.string[: match.start()])
    return bool(before and re.match(r"\d{3}(?!\d)", match["num"] or ""))


def quantity(match: re.Match[str], value: Decimal, unit: str, fault: str) -> Quantity:
    """Return a match as a quantity; its place begins with the value, not with what qualifies it."""
    about = " ".join((match["about"] or "").lower().split())
    first = match.end("about") if match["about"] else match.start()
    first += len(match.string[first:]) - len(match.string[first:].lstrip())
    fault = "a numeral that a blank tears apart" if torn(match) else fault
    text = match.string[first : match.end()]
    return Quantity(Decimal(printed(value)), unit, first, match.end(), about, text, fault)


def scaled(word: str | None) -> int:
    """Return the power of ten of a word: million, mio, bn."""
    return SCALE[word.lower().rstrip(".")] if word else 0


def currency(text: str) -> str:
    """Return the ISO 4217 code of a currency as printed, $ where only the sign is.

    >>> currency("US$"), currency("Euros"), currency("NOK"), currency("$")
    ('USD', 'EUR', 'NOK', '$')
    """
    text = text.strip()
    if re.fullmatch(CODES, text):
        return text
    return next(code for code, pattern in CURRENCIES.items() if re.fullmatch(pattern, text))


def apart(quantities: list[Quantity]) -> list[Quantity]:
    """Return quantities that do not overlap, the longer first."""
    result: list[Quantity] = []
    for one in sorted(quantities, key=lambda one: (one.first - one.last, one.first)):
        if all(one.last <= other.first or one.first >= other.last for other in result):
            result.append(one)
    return sorted(result, key=lambda one: one.first)
