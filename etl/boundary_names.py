"""Which country and which unit of ours each first-level unit of Natural Earth belongs to; opens no file.

Natural Earth 1:10m, version 5.1, carries some names and codes that are wrong or of another level; what is
mended is listed here by its `adm1_code`. Codes are compared, not names, so that a renamed unit is not lost.
"""

import re
import unicodedata

LEVELLED = ("ALB", "BGR", "BIH", "GRC", "HRV", "MDA", "MKD", "MNE", "ROU", "SRB", "SVN", "TUR", "XKX")
"""Countries drawn by their first level as well."""
WHOLE = ("CYP", "HUN")
"""Countries of South East Europe drawn as one, but for the counties the records name."""
CODES = {
    "KOS": "XKX",
    "PSX": "PSE",
    "SDS": "SSD",
    "SAH": "ESH",
    "SOL": "SOM",
    "ALD": "ALA",
    **dict.fromkeys(("CYN", "ESB", "WSB", "CNM"), "CYP"),
    **dict.fromkeys(("IOA", "ATC", "CSI"), "AUS"),
    "KAB": "KAZ",
    "USG": "CUB",
    "CLP": "FRA",
}
"""Natural Earth's own country codes as ISO 3166-1 alpha-3, Kosovo XKX, Cyprus as one."""
LEFT_OUT = ("ATA", "KAS", "PGA")
"""Antarctica, and land whose holder nobody agrees on: drawn as no country."""
CRIMEA = ("Crimea", "Sevastopol")
"""Drawn in Ukraine: UN General Assembly resolution 68/262."""
SAHARA_NORTH = 27.6
"""Western Sahara (a non-self-governing territory of the UN) lies south of this parallel."""
DISPUTED = {"XKX": ("SRB",), "ESH": ("MAR",)}
"""Countries whose line with a neighbour is disputed: maps draw it dashed."""

REGIONS = {
    "Eastern": "2904 2911 2924 2925 2934 2939 3003 3004 3005 3006 3007",
    "Northeastern": "2906 2910 2920 2940 2943 4846",
    "Pelagonia": "2894 2896 2897 2903 2928 2941 2942 2945 2947",
    "Polog": "2918 2955 2957 2958 2959 2960 2961 2962 2963",
    "Skopje": "2901 2908 2909 2912 2913 2917 2919 2921 2923 2926 2929 2933 2935 2937 2938 2948 5883",
    "Southeastern": "2905 2932 2993 2994 2995 2996 2997 2998 2999 3000",
    "Southwestern": "2895 2898 2899 2902 2916 2944 2950 2951 2952 2953 2954 2956 4845",
    "Vardar": "2907 2914 2915 2922 2927 2930 2931 2936 2946",
}
"""Statistical regions of North Macedonia by their municipalities; nine are elsewhere in Natural Earth."""
REGION_OF = {f"MKD-{number}": region for region, numbers in REGIONS.items() for number in numbers.split()}
DISTRICTS = {
    "Đakovica": "Gjakova/Đakovica",
    "Prizren": "Prizren",
    "Gnjilane": "Gjilan/Gnjilane",
    "Uroševac": "Ferizaj/Uroševac",
    "Kosovska Mitrovica": "Mitrovica/Mitrovicë",
    "Pristina": "Prishtina/Priština",
    "Peć": "Peja/Peć",
}
"""Districts of Kosovo by the region Natural Earth gives its municipalities."""
NAMED = {
    "SRB-833": "Rasina",
    "BIH-2224": "Canton 10 (Livno)",
    "BIH-2891": "Bosnian-Podrinje Canton Goražde",
    "BIH-4803": "Brčko District",
    "BIH-4806": "Sarajevo-Romanija",
    "HUN-3155": "Baranya",
    "HUN-4913": "Baranya",
}
NAMED_BY_CODE = {
    "HR-21": "City of Zagreb",
    "HR-01": "Zagreb County",
    "HR-08": "Primorje-Gorski Kotar",
    "BG-22": "Sofia City",
    "BG-23": "Sofia Province",
    "TR-67": "Zonguldak",
    "TR-71": "Kırıkkale",
    "TR-46": "Kahramanmaraş",
    "RO-B": "Bucharest",
    "MD-GA": "Gagauzia",
    **dict.fromkeys(("MD-CAM", "MD-GRI", "MD-SN"), "Left bank of the Dniester"),
}
CODED = {"ALB", "BGR", "GRC", "HRV", "MNE", "ROU", "SRB", "TUR", "MDA", "HUN"}
"""Countries whose codes of Natural Earth are those of ISO 3166-2."""
RECODED = {
    "SRB-rasina": "RS-19",
    "HRV-pozega-slavonia": "HR-11",
    "MDA-left-bank-of-the-dniester": "MD-SN",
}
"""Codes that are missing or used twice."""
BRCKO = "BIH-4803"


def country(code: str, name: str, north: float) -> str:
    """Return the country of a first-level unit; empty where it is drawn as none.

    >>> country("KOS", "Prizren", 42.2), country("RUS", "Crimea", 45.3), country("MAR", "Laâyoune", 25.1)
    ('XKX', 'UKR', 'ESH')
    """
    if code in LEFT_OUT:
        return ""
    if code == "RUS" and name in CRIMEA:
        return "UKR"
    if code == "MAR" and north < SAHARA_NORTH:
        return "ESH"
    return CODES.get(code, code)


def unit(land: str, row: dict) -> str:
    """Return the name of our unit that a first-level unit lies in; empty where only the country is drawn.

    Args:
        land: code of its country.
        row: attributes of Natural Earth: adm1_code, iso_3166_2, name, name_en, region.
    """
    if row["adm1_code"] in NAMED:
        return NAMED[row["adm1_code"]]
    if land not in LEVELLED:
        return ""
    if land == "MKD":
        return REGION_OF[row["adm1_code"]]
    if land == "XKX":
        return DISTRICTS[row["region"]]
    if land == "SVN":
        return row["region"]
    return NAMED_BY_CODE.get(row["iso_3166_2"]) or row["name_en"] or row["name"]


def entity(row: dict) -> str:
    """Return the entity of a unit of Bosnia and Herzegovina."""
    if row["adm1_code"] == BRCKO:
        return "Brčko District"
    return "Federation of Bosnia and Herzegovina" if row["type_en"] == "Canton" else "Republika Srpska"


def key(land: str, name: str) -> str:
    """Return the id of a unit, as subdivisions.csv has it.

    >>> key("XKX", "Gjakova/Đakovica"), key("TUR", "Kırıkkale")
    ('XKX-gjakova-dakovica', 'TUR-kirikkale')
    """
    plain = name.translate(str.maketrans("đĐı", "dDi"))
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return f"{land}-{re.sub('[^a-z0-9]+', '-', letters).strip('-')}"


def code(land: str, name: str, stated: str) -> str:
    """Return the ISO 3166-2 code of a unit; empty where Natural Earth has none that fits.

    >>> code("HRV", "Požega-Slavonia", "HR-12"), code("BIH", "Tuzla", "BIH-4798")
    ('HR-11', '')
    """
    mended = RECODED.get(key(land, name), stated.replace("GR-A1", "GR-I"))
    return mended if land in CODED and re.fullmatch(r"[A-Z]{2}-\w+", mended) else ""
