"""Words of hazard areas in the languages of the field, from the tables in words/, and how they compare."""

import csv
import pkgutil
import re
import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache

CYRILLIC = dict(zip("абвгґдежзиіјйклмнопрстћуфхцчшыэђ", "abvggdezziijjklmnoprstcufhccsyed", strict=True))
SEVERAL = {"є": "je", "ї": "ji", "љ": "lj", "њ": "nj", "џ": "dz", "ѕ": "dz", "щ": "sc", "ю": "ju", "я": "ja"}
LETTERS = str.maketrans(CYRILLIC | SEVERAL | {"ъ": "", "ь": ""})
"""Letters of Cyrillic as they stand in Latin without marks, so that both scripts of a language are one."""
SPECIAL = str.maketrans({"²": "2", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "œ": "oe", "№": " no "})
JOKER = "qqq"
"""Stands for any letters while a word of a table is compared; written * in the table."""
UNITS = (
    r"\b(km ?2|m ?2|sq ?km|sq ?m|km|ha|ga|hectares?|[hg]e[kc]tar\w*|square met(er|re)s?|sqm|sq|m|in|en|u|kv"
    r"|d[uo]n[ue]ms?|acres?)\b"
)
SHORT = {"haz": "hazard", "stat": "status", "typ": "type", "cat": "category", "cls": "class"}
"""Words as they are shortened in names of columns."""
LONGEST_NAME = 10
"""Letters of a column's name in a Shapefile; longer names are cut off."""
LEAST_PREFIX = 6


@lru_cache(maxsize=8)
def table(name: str) -> tuple[dict[str, str], ...]:
    """The lines of a table of words, by column."""
    content = pkgutil.get_data("topics.hazard_areas", f"words/{name}.csv") or b""
    return tuple(csv.DictReader(content.decode("utf-8").splitlines()))


def marks_off(text: object) -> str:
    """A text in lower case without marks on letters, words divided by one space.

    >>> marks_off("Očišćeno, 2019."), marks_off("Hazard_TypeName")
    ('ocisceno 2019', 'hazard type name')
    """
    apart = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", "" if text is None else str(text))
    letters = unicodedata.normalize("NFKD", apart.translate(SPECIAL))
    for pair in ("и\u0306", "И\u0306", "і\u0308", "І\u0308"):  # letters of their own
        letters = letters.replace(pair, unicodedata.normalize("NFC", pair))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", letters).strip().lower()


def plain_words(text: object) -> str:
    """A name or word in lower-case Latin letters without marks, for comparison.

    >>> plain_words("Hazard_TypeName (Površina)"), plain_words("Очишћено")
    ('hazard type name povrsina', 'ocisceno')
    """
    return marks_off(text).translate(LETTERS)


def _listed(cell: str) -> tuple[str, ...]:
    """The words of a cell of a table, with JOKER for *."""
    return tuple(plain_words(word.replace("*", JOKER)) for word in cell.split(";"))


@lru_cache(maxsize=64)
def _names(term: str, sure: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of columns for a term without spaces, and those with any letters in them as patterns."""
    lines = [line for line in table("columns") if (line["term"], line["sure"]) == (term, sure)]
    words = [word for line in lines for word in _listed(line["names"])]
    patterns = tuple(word.replace(JOKER, "*") for word in words if JOKER in word)
    return frozenset(word.replace(" ", "") for word in words if JOKER not in word), patterns


@lru_cache(maxsize=1)
def _whole_names() -> frozenset[str]:
    """Names of columns for any term without spaces: none of them is cut off."""
    terms = {(line["term"], line["sure"]) for line in table("columns")}
    return frozenset().union(*(_names(*term)[0] for term in terms))


def names_term(name: str, term: str, sure: str) -> bool:
    """Whether a column is called as those that hold a term, whole or cut off as in a Shapefile.

    >>> names_term("Hazard_Typ", "hazard", "1"), names_term("country_long", "lon", "1")
    (True, False)
    """
    numberless = re.sub(r"_\d{1,2}$", "", str(name).strip())
    words = " ".join(SHORT.get(word, word) for word in plain_words(numberless).split())
    spaced = " ".join(re.sub(UNITS, " ", words).split()) or words
    close = spaced.replace(" ", "")
    whole, patterns = _names(term, sure)
    if close in whole or words.replace(" ", "") in whole:
        return True
    is_cut = len(str(name).strip()) == LONGEST_NAME and len(close) >= LEAST_PREFIX
    if is_cut and close not in _whole_names() and any(one.startswith(close) for one in whole):
        return True
    return any(fnmatchcase(spaced, pattern) for pattern in patterns)


@lru_cache(maxsize=64)
def _pattern(term: str, code: str) -> re.Pattern:
    lines = [line for line in table("meanings") if (line["term"], line["code"]) == (term, code)]
    words = sorted({word for line in lines for word in _listed(line["words"])}, key=len, reverse=True)
    either = "|".join(words).replace(JOKER, r"\w*")
    return re.compile(rf"\b({either})(?!\w)")


def speaks_of(term: str, code: str, words: str) -> bool:
    """Whether plain words have one that the table of meanings lists for a code.

    >>> speaks_of("hazard", "cluster", "kasetna municija")
    True
    """
    return bool(_pattern(term, code).search(words))


def consists_of(term: str, code: str, neutral: str, words: str) -> bool:
    """Whether plain words are those of a code and nothing else but neutral ones and numbers.

    >>> consists_of("status", "closed", "neutral", "cleared by nts 2019")
    True
    >>> consists_of("status", "closed", "neutral", "to be cleared")
    False
    """
    left = _pattern(term, code).sub(" ", words)
    if left == words:
        return False
    return not re.sub(r"\d+", " ", _pattern(term, neutral).sub(" ", left)).strip()


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Units of area by the words for them, as `plain_words` gives these, without spaces.

    >>> units()["kvm"], units()["gektarov"]
    ('m2', 'ha')
    """
    return {word.replace(" ", ""): unit for word, unit in unit_words().items()}


@lru_cache(maxsize=1)
def unit_words() -> dict[str, str]:
    """Units of area by the words for them as they stand in the table, longer ones first."""
    words = {word: line["unit"] for line in table("units") for word in _listed(line["words"])}
    return {word: words[word] for word in sorted(words, key=len, reverse=True)}


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Names of months as `marks_off` gives them, in their own script: some mean another month in the other.

    >>> months()["listopad"], months()["листопад"]
    (10, 11)
    """
    lines = table("months")
    return {marks_off(name): int(line["month"]) for line in lines for name in line["names"].split(";")}
