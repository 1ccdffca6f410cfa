"""Amounts of money, areas and counted explosive items in a text, each with its place and its doubt."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pycountry

from etl.reader.tables import patterns, words

NUMERAL = r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d[\d.,]*\d|\d"
CURRENCIES = {row["currency"]: row["pattern"] for row in words("currencies")}
CODES = "|".join(sorted(currency.alpha_3 for currency in pycountry.currencies))
CURRENCY = "|".join(f"(?:{pattern})" for pattern in CURRENCIES.values()) + rf"|(?:{CODES})(?![A-Za-z])"
POWER = {row["scale"]: int(row["power"]) for row in words("scales")}
UNITS = {row["unit"]: (f"(?i:{row['pattern']})", Decimal(row["km2"])) for row in words("area_units")}
ITEMS = {row["item"]: f"(?i:{row['pattern']})" for row in words("items")}
COLUMN_OF_ITEM = {row["item"]: row["column"] for row in words("items")}
ABOUT = rf"(?P<about>(?i:{patterns('quantities')['ABOUT']})\s+)?"
SCALE = r"(?:\s*-?\s*(?P<scale>(?i:thousand|millions?|mio|mil|mn|billion|bn)\b\.?|(?<=\d)[mMk]\b))?"
NUM = rf"(?<![\w.,/])(?<!\d,\s)(?P<num>{NUMERAL})"
UNIT = "|".join(f"(?:{pattern})" for pattern, _ in UNITS.values())
ITEM = "|".join(f"(?P<{name}>{pattern})" for name, pattern in ITEMS.items())
AMOUNT = re.compile(
    rf"{ABOUT}(?:(?<!\w)(?P<sign>{CURRENCY})\s*(?P<figure>{NUMERAL}){SCALE.replace('scale', 'power')}"
    rf"|{NUM}{SCALE}(?:\s+(?:worth\s+)?(?:of\s+)?|-)?(?P<code>{CURRENCY}))"
)
AREA = re.compile(rf"{ABOUT}{NUM}{SCALE}\s*-?\s*(?P<unit>{UNIT})")
COUNT = re.compile(
    rf"{ABOUT}{NUM}{SCALE}\s+"
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


def amounts(text: str) -> list[Quantity]:
    """Return the amounts of money in a text; a conversion behind an amount is left out.

    >>> [(str(one.value), one.unit) for one in amounts("a 2.85-million-euro (US$4,151,000) grant")]
    [('2850000', 'EUR')]
    >>> given = "€1.2m, NOK 27.86 million, 590.000,00 EUR and 411 mio USD"
    >>> [(str(one.value), one.unit) for one in amounts(given)]
    [('1200000', 'EUR'), ('27860000', 'NOK'), ('590000', 'EUR'), ('411000000', 'USD')]
    """
    result = []
    for match in AMOUNT.finditer(text):
        text_of_unit = (match["sign"] or match["code"]).strip()
        known = (code for code, form in CURRENCIES.items() if re.fullmatch(form, text_of_unit))
        one = quantity(match, next(known, text_of_unit), Decimal(1))
        unclear = one.unit == "$" and not one.fault
        result.append(replace(one, fault="a dollar sign that does not say whose dollar") if unclear else one)
    return without_conversions(text, result)


def areas(text: str) -> list[Quantity]:
    """Return the areas in a text in km²; a conversion behind an area is left out.

    >>> [str(one.value) for one in areas("1.74 square kilometers (0.67 square mile), 813,050 square metres")]
    ['1.74', '0.81305']
    >>> [one.fault for one in areas("115,600 million m²")]
    ['115600 km² is more than any work on the ground covers']
    """
    result = []
    for match in AREA.finditer(text):
        factor = next(factor for form, factor in UNITS.values() if re.fullmatch(form, match["unit"]))
        one = quantity(match, "km2", factor)
        if one.value > LARGEST_AREA:
            one = replace(one, fault=f"{printed(one.value)} km² is more than any work on the ground covers")
        result.append(one)
    return without_conversions(text, result)


def items(text: str) -> list[Quantity]:
    """Return the counts of mines and other explosive items in a text.

    >>> counted = items("more than 2,700 mines and 536 pieces of UXO")
    >>> [(str(one.value), one.unit, one.about) for one in counted]
    [('2700', 'mines', 'more than'), ('536', 'uxo', '')]
    """
    matches = COUNT.finditer(text)
    every = [quantity(match, next(name for name in ITEMS if match[name]), Decimal(1)) for match in matches]
    return [one for one in every if one.value == one.value.to_integral_value()]


def without_conversions(text: str, every: list[Quantity]) -> list[Quantity]:
    """Return quantities without those that repeat the one before in another unit."""
    result: list[Quantity] = []
    for one in every:
        if not result or not CONVERSION.fullmatch(text[result[-1].last : one.first]):
            result.append(one)
    return result


def quantity(match: re.Match[str], unit: str, factor: Decimal) -> Quantity:
    """Return a match as a quantity; its place begins with the value, not with what qualifies it."""
    part = match.groupdict()
    printed_number = part.get("num") or part.get("figure") or ""
    scale = part.get("scale") or part.get("power") or ""
    power = POWER.get(scale.lower().rstrip("."), 0)
    whole = not scale and (unit != "km2" or factor < Decimal("0.001"))  # nobody counts parts of a m²
    value = numeral(printed_number, whole)
    fault = "" if value is not None else f"'{printed_number}' is not a plain number"
    first = match.end("about") if match["about"] else match.start()
    total = Decimal(value or 0).scaleb(power) * factor
    total = round(total, 6) if unit == "km2" else total
    about = " ".join((match["about"] or "").lower().split())
    text = match.string[first : match.end()]
    return Quantity(Decimal(printed(total)), unit, first, match.end(), about, text, fault)


def numeral(text: str, whole: bool = False) -> Decimal | None:
    """Return the value of a printed numeral, None where it can be read in two ways or in none.

    `whole`: what is counted comes in ones, so a mark before three digits parts thousands.

    >>> numeral("590.000,00"), numeral("2,700"), numeral("1.74"), numeral("1,9"), numeral("1.329.837")
    (Decimal('590000.00'), Decimal('2700'), Decimal('1.74'), Decimal('1.9'), Decimal('1329837'))
    >>> numeral("813.050", whole=True), numeral("1.740"), numeral("4,151,0007")
    (Decimal('813050'), None, None)
    """
    text = text.strip().replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+|\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+", text):
        return Decimal(text.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}|\d+,\d{4,}|0,\d+|\d{1,3}(\.\d{3}){2,}", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    thousands = whole and re.fullmatch(r"\d{1,3}\.\d{3}", text)
    return Decimal(text.replace(".", "")) if thousands else None


def printed(value: Decimal) -> str:
    """Return a number as the records write it.

    >>> printed(Decimal("2850000.00")), printed(Decimal("0.813050"))
    ('2850000', '0.81305')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
