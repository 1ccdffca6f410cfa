"""Numbers, amounts and counts in words; a missing one is said, never zero."""

import math

THIN = "\u202f"
"""Narrow no-break space between thousands and before a unit."""
MINUS = "−"


def number(value: float | None, unit: str = "", digits: int | None = None) -> str:
    """A number as a reader meets it: a minus that is no hyphen, thin-spaced thousands, unit after.

    >>> number(12345.6, "km²"), number(-1.74, "km²"), number(None)
    ('12\u202f346\u202fkm²', '−1.74\u202fkm²', 'not stated')
    """
    if value is None or math.isnan(value):
        return "not stated"
    if digits is None:
        digits = 0 if float(value).is_integer() or abs(value) >= 1000 else 1 if abs(value) >= 100 else 2
    words = f"{value:,.{digits}f}".replace(",", THIN).replace("-", MINUS)
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return f"{words}{THIN}{unit}" if unit else words


def number_range(low: float, high: float, unit: str = "") -> str:
    """The numbers from one to another.

    >>> number_range(50, 1061, "km²"), number_range(3, 3)
    ('50–1\u202f061\u202fkm²', '3')
    """
    return number(high, unit) if low == high else f"{number(low)}–{number(high, unit)}"


def area(km2: float | None) -> str:
    """An area in km², or in m² where it is so small that km² would read as zero.

    >>> area(0.00008), area(12.5)
    ('80\u202fm²', '12.5\u202fkm²')
    """
    if km2 is not None and 0 < km2 < 0.01:
        return number(km2 * 1e6, "m²", digits=0)
    return number(km2, "km²")


def money(amount: float | None, currency: object = "USD") -> str:
    """An amount of money, in millions from one million on.

    >>> money(2850000, "EUR"), money(8561), money(244000000, "HRK")
    ('EUR\u202f2.85 million', 'USD\u202f8\u202f561', 'HRK\u202f244 million')
    """
    if amount is None or math.isnan(amount):
        return "amount not stated"
    unit = f"{currency}{THIN}" if isinstance(currency, str) else ""
    if abs(amount) < 999_500:
        return f"{unit}{number(amount, digits=0)}"
    return f"{unit}{number(amount / 1e6)} million"


def money_range(low: float, high: float, currency: str = "USD") -> str:
    """The amounts from one to another, in the same unit.

    >>> money_range(2.5e6, 4e6), money_range(800, 1200, "EUR")
    ('USD\u202f2.5–4 million', 'EUR\u202f800–1\u202f200')
    """
    if low == high:
        return money(high, currency)
    if low < 999_500 <= high:
        return f"{money(low, currency)} to {money(high, currency)}"
    first = number(low / 1e6) if low >= 999_500 else number(low, digits=0)
    return f"{currency}{THIN}{first}–{money(high, None)}"


def plural(count: float, one: str, many: str = "") -> str:
    """A count with its noun; `many` where an s does not make the plural.

    >>> plural(1, "state"), plural(1200, "state"), plural(3, "country", "countries")
    ('1 state', '1\u202f200 states', '3 countries')
    """
    return f"{number(count)} {one if count == 1 else many or f'{one}s'}"


def ordinal(place: int) -> str:
    """A place in an order.

    >>> [ordinal(place) for place in (1, 12, 83, 101, 113)]
    ['1st', '12th', '83rd', '101st', '113th']
    """
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"
