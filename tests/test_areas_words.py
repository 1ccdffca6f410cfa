"""Holds words in ten languages: statuses, hazards, classes, names of columns and units."""

import pytest

from topics.hazard_areas import terms

STATUSES = {
    "closed": [
        "Closed",
        "Cleared",
        "Released",
        "Cancelled",
        "Cleared by NTS 2019",
        "Cleared 100%",
        "Clearance completed",
        "Očišćeno",
        "Очишћено",
        "Razminirano",
        "Zatvoreno",
        "Pastruar",
        "I mbyllur",
        "Исчистено",
        "Despejado",
        "Liberada",
        "Dépollué",
        "Annulée",
        "Очищено",
        "Разминировано",
        "Розміновано",
        "Закрито",
    ],
    "open": [
        "Open",
        "Active",
        "Not cleared",
        "Uncleared",
        "To be cleared",
        "Partially cleared",
        "NTS completed",
        "Pending release",
        "Cleared, awaiting QA",
        "Ready for clearance",
        "Neočišćeno",
        "Nije očišćeno",
        "Djelimično očišćeno",
        "За чишћење",
        "Aktivno",
        "I hapur",
        "Jo i pastruar",
        "Неисчистено",
        "No despejado",
        "Pendiente de despeje",
        "Non dépollué",
        "À dépolluer",
        "Не очищено",
        "Частично очищено",
        "Нерозміновано",
        "Частково розміновано",
        "Completed",
        "Reduced",
        "Cleared?",
        "Cleared 50 %",
        "100",
        "",
    ],
}


@pytest.mark.parametrize("word", STATUSES["closed"])
def test_a_word_that_says_closed_and_nothing_else_is_closed(word):
    assert terms.guessed_code("status", word) == "closed"


@pytest.mark.parametrize("word", STATUSES["open"])
def test_every_other_word_is_counted(word):
    assert terms.guessed_code("status", word) != "closed"


@pytest.mark.parametrize(
    ("term", "code", "words"),
    [
        (
            "hazard",
            "AP_MINES",
            ["protupješačke mine", "противпехотни мини ППМ", "minas antipersonal", "mines antipersonnel"],
        ),
        (
            "hazard",
            "CMR",
            [
                "kasetna municija",
                "касетна муниција",
                "municione thërrmuese",
                "bombas de racimo",
                "касетні боєприпаси",
            ],
        ),
        (
            "hazard",
            "MINES_MIXED",
            ["minsko polje", "минско поле", "fushë e minuar", "campo minado", "champ de mines", "мінне поле"],
        ),
        (
            "hazard",
            "ERW",
            ["NUS", "НУС", "sin explotar", "munitions non explosées", "нерозірвані боєприпаси"],
        ),
        (
            "area_class",
            "SHA",
            ["sumnjiva površina", "сумњива површина", "área sospechosa", "zone suspecte", "підозрювана"],
        ),
        (
            "area_class",
            "CHA",
            ["potvrđena", "потврђена", "área confirmada", "zone confirmée", "підтверджена"],
        ),
    ],
)
def test_words_of_the_languages_of_the_field(term, code, words):
    guesses = {word: terms.guessed_code(term, word) for word in words}
    allowed = {code, "ALL"} if code == "CMR" else {code}
    assert set(guesses.values()) <= allowed, guesses


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (
            ["Шифра", "Врста опасности", "Статус", "Површина (м2)", "Датум"],
            ["id", "hazard", "status", "area", "date"],
        ),
        (
            ["Kodi", "Lloji i rrezikut", "Statusi", "Sipërfaqja (m2)", "Data"],
            ["id", "hazard", "status", "area", "date"],
        ),
        (
            ["Código", "Tipo de amenaza", "Estado", "Área (m2)", "Fecha"],
            ["id", "hazard", "status", "area", "date"],
        ),
        (
            ["Identifiant", "Type de danger", "Statut", "Superficie (ha)", "Date"],
            ["id", "hazard", "status", "area", "date"],
        ),
        (
            ["Номер", "Вид опасности", "Статус", "Площадь, га", "Дата"],
            ["id", "hazard", "status", "area", "date"],
        ),
        (["Номер", "Вид небезпеки", "Статус", "Площа", "Дата"], ["id", "hazard", "status", "area", "date"]),
    ],
)
def test_names_of_columns_in_the_languages_of_the_field(names, wanted):
    guess = terms.guessed_columns(names)
    assert [guess[term] for term in wanted] == names


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Površina u m2", "m2"),
        ("Площадь, га", "ha"),
        ("Area_SqKm", "km2"),
        ("Superficie (ha)", "ha"),
        ("Površina (м²)", "m2"),
    ],
)
def test_units_of_the_languages_of_the_field(name, unit):
    assert terms.guessed_unit(name) == unit
