"""Numbers as documents print them, in digits and words; amounts of money, areas and counted items."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pycountry
from num2words import num2words


def spelt(text: str) -> str:
    """Return number words in one spelling, slips that real pages have mended.

    >>> spelt("A hundred and five"), spelt("Fourty-nineth")
    ('one hundred and five', 'forty ninth')
    """
    words = text.strip().lower().replace("-", " ").replace("fourty", "forty").replace("nineth", "ninth")
    return " ".join(re.sub(r"^a(?= )", "one", words.replace("twelveth", "twelfth")).split())


CARDINALS = {spelt(num2words(number)): number for number in range(1001)} | {"dozen": 12, "one dozen": 12}
ORDINALS = {spelt(num2words(number, to="ordinal")): number for number in range(1, 1001)} | {"hundredth": 100}
CARDINAL = "|".join(sorted({*" ".join(CARDINALS).split(), "fourty"} - {"and"}, key=len, reverse=True))
LAST = {words.split()[-1] for words in ORDINALS} | {"nineth", "twelveth"}
ORDINAL = "|".join(sorted(LAST, key=len, reverse=True))
NUMERAL = r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d[\d.,]*\d|\d"
NUMBER_WORDS = rf"(?i:\b(?:(?:a|{CARDINAL})[- ](?:and )?)*(?:{CARDINAL}))\b"
ORDINAL_TEXT = (
    r"(?<![\d.,])\d{1,4}\s?(?i:st|nd|rd|th)\b"
    rf"|(?i:\b(?:(?:a|{CARDINAL})[- ](?:and )?)*(?:{ORDINAL})\b)"
)


def cardinal(text: str) -> int | None:
    """Return the value of number words, None when they are none.

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

    >>> ending_fits("83rd"), ending_fits("83th"), ending_fits("third")
    (True, False, True)
    """
    found = re.fullmatch(r"(\d+)\s?(st|nd|rd|th)", text.strip().lower())
    if not found:
        return True
    return num2words(int(found[1]), to="ordinal_num") == found[1] + found[2]


def comma_is_decimal(text: str) -> bool | None:
    """Return whether a text writes 1,9 for one and nine tenths; None when it does not show.

    >>> [comma_is_decimal(text) for text in ("590.000,00 EUR", "1.74 km2 and 2,700 mines", "3 of 4")]
    [True, False, None]
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
    """Return the value of digits in groups: 2,700 and 1.329.837 are plain, 1.740 needs the document."""
    joined = Decimal(re.sub(r"[.,]", "", text))
    if whole or len(re.findall(r"[.,]", text)) > 1:
        return joined
    if "," in text:
        return None if comma else joined
    if comma is None:
        return None
    return joined if comma else Decimal(text)


CODES = "|".join(sorted(currency.alpha_3 for currency in pycountry.currencies))
# "KM" is left out: in these documents it is as often a kilometre as a convertible mark.
CURRENCIES = {
    "EUR": r"€|(?i:euros?\b)|Eur\b",
    "USD": (
        r"(?:US|U\.S\.)\s?\$|\$\s?(?:US|U\.S\.)|(?i:U\.?S\.?\s+dollars?\b|United States dollars?\b"
        r"|\$us\b)|US\$|USD"
    ),
    "NOK": r"(?i:Norwegian (?:kroner|krone|crowns?)\b)",
    "SEK": r"(?i:Swedish (?:kronor|krona|kroner|crowns?)\b)",
    "DKK": r"(?i:Danish (?:kroner|krone|crowns?)\b)",
    "CHF": r"(?i:Swiss francs?\b)|SFr\.?",
    "GBP": r"£|(?i:pounds? sterling\b|British pounds?\b)",
    "JPY": r"¥|(?i:(?:Japanese )?yen\b)",
    "CAD": r"(?i:Canadian dollars?\b)|C\$|CA\$|Can\$",
    "AUD": r"(?i:Australian dollars?\b)|A\$|AU\$",
    "HRK": r"(?i:(?:Croatian )?kunas?\b)|\bKn\b",
    "RSD": r"(?i:(?:Serbian )?dinars?\b)",
    "BAM": r"(?i:convertible marks?\b)",
    "DEM": r"(?i:Deutsche? ?marks?\b)",
    "$": r"\$|(?i:dollars?\b)",
}
CURRENCY = "|".join(f"(?:{pattern})" for pattern in CURRENCIES.values()) + rf"|(?:{CODES})(?![A-Za-z])"
SCALE = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "millions": 6,
    "mio": 6,
    "mil": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
}
SCALES = r"(?i:thousand|millions?|mio|mil|mn|billion|bn)\b\.?"
SQUARE = r"(?:(?i:square|sq\.?)\s*-?\s*"
UNITS = {
    "km2": rf"{SQUARE}(?i:kilomet(?:er|re)s?|km)\b\.?)|(?i:km\s?(?:²|\^?2\b))",
    "m2": rf"{SQUARE}(?i:met(?:er|re)s?|m)\b\.?)|(?i:m\s?(?:²|\^?2\b))",
    "ha": r"(?i:hectares?\b)|\bha\b",
    "mi2": rf"{SQUARE}(?i:miles?|mi)\b\.?)",
    "acre": r"(?i:acres?\b)",
}
UNIT = "|".join(f"(?:{pattern})" for pattern in UNITS.values())
KM2 = {
    "km2": Decimal(1),
    "m2": Decimal("0.000001"),
    "ha": Decimal("0.01"),
    "mi2": Decimal("2.589988110336"),
    "acre": Decimal("0.0040468564224"),
}
ITEMS = {
    "ap_mines": r"(?i:anti-?\s?personnel\s+(?:land)?mines|AP\s?mines|APMs?)",
    "av_mines": r"(?i:anti-?\s?(?:tank|vehicle)\s+(?:land)?mines|A[TV]\s?mines|A[TV]Ms?)",
    "submunitions": r"(?i:(?:unexploded\s+|explosive\s+)?sub-?\s?munitions?|bomblets?|cluster\s+bomblets?)",
    "munitions": (
        r"(?i:cluster\s+(?:munitions?|bombs)(?!\s+(?:remnants?|project|contamin|clear|victim"
        r"|coalition)))"
    ),
    "uxo": r"UXOs?|(?i:unexploded\s+ordnances?(?:\s+\(UXOs?\))?|explosive\s+remnants\s+of\s+war|ERW)",
    "mines": (
        r"(?i:(?:land)?mines)(?!\s+(?:action|free|clear|aware|risk|victim|contamin|suspect|affect"
        r"|field|field))"
    ),
}
ITEM = "|".join(f"(?P<{name}>{pattern})" for name, pattern in ITEMS.items())
ABOUT = (
    r"(?P<about>(?i:(?:slightly |well |a little )?(?:more|less|fewer) than|over|above|some|about"
    r"|around|approximately|approx\.?|roughly|circa|ca\.|nearly|almost|close to|up to|at least"
    r"|at most|no fewer than|no less than|as many as|a total of|in total|altogether|exactly|under"
    r"|below))?\s*"
)
EXACT = ("", "a total of", "in total", "altogether", "exactly")
NUM = rf"(?P<num>{NUMERAL})"
AMOUNT = [
    re.compile(
        rf"{ABOUT}(?<![\w])(?P<cur>{CURRENCY})\s*{NUM}(?:\s*-?\s*(?P<scale>{SCALES}|[mMk]\b))?(?P<late>)"
    ),
    re.compile(
        rf"{ABOUT}(?<![\w.,]){NUM}(?:\s*-?\s*(?P<scale>{SCALES}"
        rf"|(?<=\d)[mk]\b))?(?:\s+(?:worth\s+)?(?:of\s+)?"
        rf"|-)?(?P<cur>{CURRENCY})(?:\s+(?P<late>{SCALES}))?"
    ),
]
AREA = re.compile(rf"{ABOUT}(?<![\w.,/]){NUM}(?:\s*-?\s*(?P<scale>{SCALES}))?\s*-?\s*(?P<unit>{UNIT})")
COUNT = re.compile(
    rf"{ABOUT}(?<![\w.,/])(?:{NUM}|(?P<words>{NUMBER_WORDS}))(?:\s+(?P<scale>{SCALES}))?\s+(?:(?:piec"
    rf"es|items|units|different|various|live|other)\s+(?:of\s+)?|of\s+)*(?:{ITEM})\b"
)
LARGEST_AREA = Decimal(20000)  # km²: no document of this field reports the work on more


@dataclass(frozen=True)
class Quantity:
    """A value with its unit (a currency, km2, a kind of item), its place, and what is doubtful in it."""

    value: Decimal
    unit: str
    first: int
    last: int
    about: str = ""
    printed: str = ""
    fault: str = ""
    footnote: str = ""


def amounts(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the amounts of money in a text.

    >>> [(str(one.value), one.unit) for one in amounts("a 2.85-million-euro (US$4,151,000) grant")]
    [('2850000', 'EUR'), ('4151000', 'USD')]
    >>> given = "€1.2m, NOK 27.86 million, 590.000,00 EUR and 411 mio USD"
    >>> [(str(one.value), one.unit) for one in amounts(given)]
    [('1200000', 'EUR'), ('27860000', 'NOK'), ('590000', 'EUR'), ('411000000', 'USD')]
    """
    found = [amount(match, comma) for pattern in AMOUNT for match in pattern.finditer(text)]
    return apart(found)


def amount(match: re.Match[str], comma: bool | None) -> Quantity:
    """Return one amount; a bare dollar sign is doubtful, and so is a numeral with two readings."""
    scale = scaled(match["scale"] or match["late"])
    value, footnote = value_of(match["num"], whole=not scale, comma=comma)
    unit = currency(match["cur"])
    fault = "" if value is not None else f"'{match['num'].strip()}' is not a plain number"
    if not fault and unit == "$":
        fault = "a dollar sign that does not say whose dollar"
    total = (value or Decimal(0)).scaleb(scale)
    return quantity(match, total, unit, fault, footnote)


def areas(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the areas in a text in km²; a conversion in brackets behind an area is left out.

    >>> [str(one.value) for one in areas("1.74 square kilometers (0.67 square mile), 813,050 square metres")]
    ['1.74', '0.81305']
    >>> [one.fault for one in areas("115,600 million m²")]
    ['115600 km² is more than any work on the ground covers']
    """
    found: list[Quantity] = []
    for match in AREA.finditer(text):
        one = area(match, comma)
        if found and text[found[-1].last : one.first].strip() in (
            "(",
            ", or",
            "or",
            "(or",
            "/",
            "(about",
            "=",
        ):
            found[-1] = compared(found[-1], one)
        else:
            found.append(one)
    return found


def area(match: re.Match[str], comma: bool | None) -> Quantity:
    """Return one area in km²."""
    scale = scaled(match["scale"])
    unit = next(name for name, pattern in UNITS.items() if re.fullmatch(pattern, match["unit"]))
    value, footnote = value_of(match["num"], whole=unit == "m2" and not scale, comma=comma)
    km2 = (value or Decimal(0)).scaleb(scale) * KM2[unit]
    fault = "" if value is not None else f"'{match['num'].strip()}' can be read in two ways, or in none"
    if km2 > LARGEST_AREA:
        fault = f"{shown(km2)} km² is more than any work on the ground covers"
    if re.search(r"[+*/]\s*$", match.string[: match.start()]):
        fault = "a part of a sum"
    digits = km2 if unit in ("km2", "m2", "ha") else km2.quantize(Decimal("0.0001"))
    return quantity(match, digits, "km2", fault, footnote)


def compared(one: Quantity, other: Quantity) -> Quantity:
    """Return an area whose conversion stands behind it; doubtful where the two do not agree."""
    if one.fault or other.fault or not one.value:
        return one
    apart_by = abs(one.value - other.value) / one.value
    fault = "" if apart_by < Decimal("0.05") else f"{one.printed} and {other.printed} are not the same area"
    return replace(one, fault=fault)


def items(text: str, comma: bool | None = None) -> list[Quantity]:
    """Return the counts of mines and other explosive items in a text.

    >>> found = items("more than 2,700 mines and 536 pieces of UXO")
    >>> [(str(one.value), one.unit, one.about) for one in found]
    [('2700', 'mines', 'more than'), ('536', 'uxo', '')]
    """
    found = []
    for match in COUNT.finditer(text):
        unit = next(name for name in ITEMS if match[name])
        if match["num"]:
            value, footnote = value_of(match["num"], whole=not match["scale"], comma=comma)
        else:
            words = cardinal(match["words"])
            value, footnote = (None if words is None else Decimal(words)), ""
        value = None if value is None else value.scaleb(scaled(match["scale"]))
        if value is None or value == value.to_integral_value():
            fault = "" if value is not None else f"'{match['num']}' is not a plain number"
            found.append(quantity(match, value or Decimal(0), unit, fault, footnote))
    return found


def value_of(text: str, whole: bool, comma: bool | None) -> tuple[Decimal | None, str]:
    """Return the value of a numeral and the footnote mark that clings to it, as the 7 in 4,151,0007."""
    value = numeral(text, whole, comma)
    if value is not None:
        return value, ""
    marked = re.fullmatch(r"(\d{1,3}(?:,\d{3})+)(\d{1,2})", text.strip())
    return (numeral(marked[1], whole=True), marked[2]) if marked else (None, "")


def broken(match: re.Match[str]) -> bool:
    """Tell whether a numeral is the tail of one that a blank tears apart: 2,705, 119."""
    return bool(
        re.search(r"(?<!\d)\d{1,3}(?:,\d{3})*,\s*$", match.string[: match.start()])
        and re.match(r"\d{3}(?!\d)", match["num"] or "")
    )


def quantity(match: re.Match[str], value: Decimal, unit: str, fault: str, footnote: str) -> Quantity:
    """Return a match as a quantity; its place begins with the value, not with what qualifies it."""
    about = " ".join((match["about"] or "").lower().split())
    first = match.end("about") if match["about"] else match.start()
    first += len(match.string[first:]) - len(match.string[first:].lstrip())
    plain = Decimal(shown(value))
    fault = "a numeral that a blank tears apart" if broken(match) else fault
    return Quantity(
        plain, unit, first, match.end(), about, match.string[first : match.end()], fault, footnote
    )


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


def shown(value: Decimal) -> str:
    """Return a number as the records write it.

    >>> shown(Decimal("2850000.00")), shown(Decimal("0.813050"))
    ('2850000', '0.81305')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def apart(found: list[Quantity]) -> list[Quantity]:
    """Return quantities that do not overlap, the longer first."""
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda one: (one.first - one.last, one.first)):
        if all(one.last <= other.first or one.first >= other.last for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)
