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
METRIC = (Decimal(1), Decimal("0.000001"), Decimal("0.01"))
ITEMS = {row["item"]: f"(?i:{row['pattern']})" for row in words("items")}
COLUMN_OF_ITEM = {row["item"]: row["column"] for row in words("items")}
ABOUT = (
    r"(?P<about>(?i:(?:slightly |well |a little )?(?:more|less|fewer) than|over|above|some|about"
    r"|around|approximately|approx\.?|roughly|circa|ca\.|nearly|almost|close to|up to|at least"
    r"|at most|no fewer than|no less than|as many as|a total of|in total|altogether|exactly|under"
    r"|below))?\s*"
)
EXACT = ("", "a total of", "in total", "altogether", "exactly")
NUM = rf"(?P<words>)(?P<num>{NUMERAL})"
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
    rf"{ABOUT}(?<![\w.,/])(?:(?P<num>{NUMERAL})|(?P<words>{NUMBER_WORDS}))(?:\s+(?P<scale>{SCALES}))?\s+"
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
    result: list[Quantity] = []
    for match in sorted(
        (each for form in AMOUNT for each in form.finditer(text)),
        key=lambda match: (match.start("num"), match.start() - match.end()),
    ):
        unit = currency(match["cur"])
        fault = "a dollar sign that does not say whose dollar" if unit == "$" else ""
        one = quantity(match, unit, Decimal(1), comma, whole=True, fault=fault)
        before = result[-1] if result else None
        converted = before and before.unit != unit and CONVERSION.fullmatch(text[before.last : one.first])
        if not converted and not (before and one.first < before.last):
            result.append(one)
    return result


def areas(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the areas in a text in km²; a conversion behind an area is left out.

    >>> [str(one.value) for one in areas("1.74 square kilometers (0.67 square mile), 813,050 square metres")]
    ['1.74', '0.81305']
    >>> [one.fault for one in areas("115,600 million m²")]
    ['115600 km² is more than any work on the ground covers']
    """
    result: list[Quantity] = []
    for match in AREA.finditer(text):
        unit = next(name for name, form in UNITS.items() if re.fullmatch(form, match["unit"]))
        one = quantity(match, "km2", KM2[unit], comma, whole=unit == "m2")
        if one.value > LARGEST_AREA:
            one = replace(one, fault=f"{printed(one.value)} km² is more than any work on the ground covers")
        if re.search(r"[+*/]\s*$", text[: match.start()]):
            one = replace(one, fault="a part of a sum")
        if not result or not CONVERSION.fullmatch(text[result[-1].last : one.first]):
            result.append(one)
        elif result[-1].value and abs(result[-1].value - one.value) / result[-1].value > Decimal("0.05"):
            result[-1] = replace(result[-1], fault=f"{result[-1].text} and {one.text} are not the same area")
    return result


def items(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the counts of mines and other explosive items in a text.

    >>> counted = items("more than 2,700 mines and 536 pieces of UXO")
    >>> [(str(one.value), one.unit, one.about) for one in counted]
    [('2700', 'mines', 'more than'), ('536', 'uxo', '')]
    """
    every = [
        quantity(match, next(name for name in ITEMS if match[name]), Decimal(1), comma, whole=True)
        for match in COUNT.finditer(text)
    ]
    return [one for one in every if one.value == one.value.to_integral_value()]


def quantity(
    match: re.Match[str], unit: str, factor: Decimal, comma: bool | None, whole: bool, fault: str = ""
) -> Quantity:
    """Return a match as a quantity; its place begins with the value, not with what qualifies it."""
    part = match.groupdict()
    scale = part.get("scale") or part.get("late")
    power = SCALE[scale.lower().rstrip(".")] if scale else 0
    if part["num"]:
        value = numeral(part["num"], whole and not scale, comma)
        noted = re.fullmatch(
            r"(\d{1,3}(?:,\d{3})+)\d{1,2}", part["num"]
        )  # the mark of a footnote clings to it
        value = numeral(noted[1], whole=True) if value is None and noted else value
    else:
        number = cardinal(part["words"] or "")
        value = None if number is None else Decimal(number)
    before = re.search(r"(?<!\d)\d{1,3}(?:,\d{3})*,\s*$", match.string[: match.start()])
    if before and re.match(r"\d{3}(?!\d)", part["num"] or ""):
        fault = "a numeral that a blank tears apart"
    elif value is None:
        fault = f"'{(part['num'] or part['words']).strip()}' is not a plain number"
    first = match.end("about") if match["about"] else match.start()
    first += len(match.string[first:]) - len(match.string[first:].lstrip())
    total = (value or Decimal(0)).scaleb(power) * factor
    plain = Decimal(printed(total.quantize(Decimal("0.0001")) if factor not in METRIC else total))
    about = " ".join((match["about"] or "").lower().split())
    return Quantity(plain, unit, first, match.end(), about, match.string[first : match.end()], fault)


def currency(text: str) -> str:
    """Return the ISO 4217 code of a currency as printed, $ where only the sign is.

    >>> currency("US$"), currency("Euros"), currency("NOK"), currency("$")
    ('USD', 'EUR', 'NOK', '$')
    """
    text = text.strip()
    if re.fullmatch(CODES, text):
        return text
    return next(code for code, form in CURRENCIES.items() if re.fullmatch(form, text))
