"""Our scripts as one, for an engine that knows no modules."""

import re

from dashboard.api import scripts

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)\.js";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.M)
LIST = re.compile(r"export\s*\{([^}]*)\};?\s*\Z")
"""What a library exports, at its end."""


def linked(name: str) -> str:
    """A script with all that it imports, those first; what it exports is global."""
    return "\n".join([*_modules(name, {}).values(), f"Object.assign(globalThis, {_variable(name)});"])


def _modules(name: str, known: dict[str, str]) -> dict[str, str]:
    text = scripts.content(f"{name}.js").decode()
    for _, other in IMPORT.findall(text):
        if other not in known:
            _modules(other, known)
    known[name] = _module(name, text)
    return known


def _module(name: str, text: str) -> str:
    """A script as a function that gives what it exports."""
    exported = EXPORT.findall(text)
    if exports := LIST.search(text):
        text = text[: exports.start()]
        pairs = [one.split(" as ") for one in exports[1].split(",")]
        exported = [f"{outer.strip()}: {inner.strip()}" for inner, outer in pairs]
    text = IMPORT.sub(lambda one: f"const {{{one[1].replace(' as ', ': ')}}} = {_variable(one[2])};\n", text)
    text = EXPORT.sub("", text)
    return f"const {_variable(name)} = (() => {{\n{text}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _variable(name: str) -> str:
    return f"${re.sub(r'[^0-9a-z]', '_', name)}"
