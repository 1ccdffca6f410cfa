"""Is a text English? The statements that are looked for are English ones."""

import re
from collections import Counter

# Words that carry no meaning of their own and fill a third of any text; each stands for one language only.
FUNCTION_WORDS = {
    "English": (
        "the of and to for was is that with by from which on were this has have been as at will its their"
    ),
    "German": (
        "der die das und von den mit ist für auf des dem im eine einer wurde nicht sich auch als werden"
    ),
    "French": "le la les des et du une dans pour que est sur par au avec qui sont aux cette ont été",
    "Spanish": "el los las del una que para con por fue como más este esta entre sobre sus han también",
    "Portuguese": "os das dos uma para com não que foi ao mais pelo pela são também sobre como",
    "Italian": "il gli della che per con una del nel alla sono dei delle è stato anche come",
    "Dutch": "het een van en zijn voor met niet aan door werd ook naar bij",
    "Norwegian, Danish or Swedish": "og av som til det er på med ikke har ble den och att är för inte att om vil",
    "Bosnian, Croatian or Serbian": "je su se koji koja koje za od iz na sa kao da nije bio biti te što ovo",
    "Slovenian": "je so se za na ki ter pri kot ni bil od je tudi med lahko",
    "Albanian": "të në dhe për me është nga një janë që si ka do së",
    "Romanian": "și în la cu pentru din este au fost prin pe care mai nu",
    "Hungarian": "az és hogy nem egy egyik volt által után között vagy valamint",
    "Turkish": "ve bir bu ile için olarak da de olan çok daha gibi kadar",
    "Polish": "w na się z do nie że jest oraz przez od dla są",
    "Czech or Slovak": "na se že je byl pro který která jsou aby při sa ako pre bol",
}
WORDS = {language: frozenset(words.split()) for language, words in FUNCTION_WORDS.items()}
SCRIPTS = {
    "Cyrillic": r"[\u0400-\u04ff]",
    "Greek": r"[\u0370-\u03ff]",
    "Arabic": r"[\u0600-\u06ff]",
    "Hebrew": r"[\u0590-\u05ff]",
    "Chinese, Japanese or Korean": r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]",
}


def fault_of_language(text: str) -> str:
    """Return why a text is not read for its language, nothing if it is English or too short to tell.

    >>> fault_of_language("The meeting was held in Oslo."), fault_of_language("Sarajevo (2 June 2020), Tirana")
    ('', '')
    >>> fault_of_language("Der Minister hat die Konferenz in der Stadt eröffnet und wurde von den Gästen begrüßt.")
    'the text is German: only English documents are read'
    """
    letters = len(re.findall(r"[^\W\d_]", text))
    for script, pattern in SCRIPTS.items():
        if len(re.findall(pattern, text)) > letters / 2:
            return f"the text is written in {script} letters: only English documents are read"
    counted = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    shares = {language: sum(counted[word] for word in words) for language, words in WORDS.items()}
    language = max(shares, key=lambda name: shares[name])
    if language != "English" and shares[language] >= 4 and shares[language] > 1.3 * shares["English"]:
        return f"the text is {language}: only English documents are read"
    if sum(counted.values()) > 60 and shares["English"] < 0.05 * sum(counted.values()) and not listing(text):
        return "the text does not read as English: only English documents are read"
    return ""


def listing(text: str) -> bool:
    """Tell whether a text is mostly a list of names and dates, which has few words of any language."""
    words = re.findall(r"[^\W\d_]+", text)
    return sum(word[0].isupper() for word in words) > len(words) / 2
