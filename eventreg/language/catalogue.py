"""The translated messages: one file per capability, merged into what gettext reads.

    python -m eventreg.language.catalogue          compile
    python -m eventreg.language.catalogue --check  compare with the sources
    python -m eventreg.language.catalogue --add    put missing messages into their files

A wheel holds the compiled file only; this module reads and writes the checkout.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from eventreg.paths import PACKAGE, TEMPLATES, TRANSLATIONS

LANGUAGE = "lv"
PLURALS = "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19)) ? 0 : (n%10==1 ? 1 : 2);"
SHARED = "web"
FROM_A_LIBRARY = "library"  # a translator's comment: the message is not in our own sources

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_COUNTS = frozenset({"num", "count"})

Key = tuple[str, str | None]


class Use(NamedTuple):
    """A message in the sources, and the files that say it."""

    singular: str
    plural: str | None
    context: str | None
    sources: tuple[str, ...]

    @property
    def key(self) -> Key:
        return (self.singular, self.context)

    @property
    def capability(self) -> str:
        """The file its translation belongs to: the one capability that says it, else the shared."""
        owners = {_capability(source) for source in self.sources}
        return owners.pop() if len(owners) == 1 else SHARED


class Entry(NamedTuple):
    """A translated message and the file that holds it."""

    message: Message
    file: Path

    @property
    def key(self) -> Key:
        return _key(self.message)


def entries(directory: Path | None = None) -> list[Entry]:
    """All messages of the translation files, in the order of files and lines."""
    folder = directory or TRANSLATIONS / LANGUAGE
    return [
        Entry(message, path)
        for path in sorted(folder.glob("*.po"))
        for message in _read(path)
        if message.id
    ]


def faults(found: list[Entry]) -> list[str]:
    """What is wrong with the files themselves, each fault naming the message."""
    wrong: list[str] = []
    seen: dict[Key, Entry] = {}
    for entry in found:
        first = seen.setdefault(entry.key, entry)
        if first is not entry and first.message.string != entry.message.string:
            files = f"{first.file.name} and {entry.file.name}"
            wrong.append(f"{files} translate differently: {_shown(entry.message)}")
        wrong += [
            f"{entry.file.name}: {reason}: {_shown(entry.message)}"
            for reason in _faults_of(entry.message)
        ]
    return wrong


def uses(root: Path = PACKAGE, templates: Path = TEMPLATES) -> list[Use]:
    """Every message that the code and the templates say."""
    found: dict[Key, Use] = {}
    for path, method in _sources(root, templates):
        options = {"extensions": "jinja2.ext.do,jinja2.ext.i18n", "silent": "false"}
        name = _source_name(path, root, templates)
        extracted = extract_from_file(method, path, keywords=_KEYWORDS, options=options)
        for _line, text, _comments, context in extracted:
            singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, None)
            if not singular:
                continue
            key = (singular, context)
            before = found.get(key, Use(singular, plural, context, ()))
            found[key] = before._replace(
                plural=before.plural or plural,
                sources=before.sources + (() if name in before.sources else (name,)),
            )
    return sorted(found.values(), key=lambda use: (use.singular, use.context or ""))


def missing(found: list[Entry], used: list[Use]) -> list[Use]:
    """Messages of the sources that have no Latvian."""
    translated = {entry.key: entry.message for entry in found}
    return [
        use
        for use in used
        if use.key not in translated
        or (use.plural is not None and not translated[use.key].pluralizable)
    ]


def unused(found: list[Entry], used: list[Use]) -> list[Entry]:
    """Translations of what no source says any more."""
    said = {use.key for use in used}
    return [
        entry
        for entry in found
        if entry.key not in said and FROM_A_LIBRARY not in entry.message.user_comments
    ]


def check() -> list[str]:
    """All faults of the translations, one line each; empty when whole."""
    found, used = entries(), uses()
    wrong = faults(found)
    wrong += [
        f"no translation ({use.capability}.po): {use.singular!r} in {', '.join(use.sources)}"
        for use in missing(found, used)
    ]
    wrong += [
        f"{entry.file.name}: no source says {_shown(entry.message)}"
        for entry in unused(found, used)
    ]
    return wrong


def compile_messages(directory: Path | None = None) -> Path:
    """Merge the files into `LC_MESSAGES/messages.mo` and return its path.

    Raises ValueError naming each fault. The file is replaced whole, never seen half written.
    """
    folder = directory or TRANSLATIONS / LANGUAGE
    found = entries(folder)
    if wrong := faults(found):
        raise ValueError("\n".join(wrong))
    merged = _new_catalogue()
    for entry in found:
        merged[entry.message.id] = entry.message
    target = folder / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, merged)
    made = Path(file.name)
    made.chmod(0o644)
    return made.replace(target)


def add_missing() -> list[Use]:
    """Write the missing messages, untranslated, into the file of their capability."""
    absent = missing(entries(), uses())
    for capability in {use.capability for use in absent}:
        path = TRANSLATIONS / LANGUAGE / f"{capability}.po"
        catalogue = _read(path) if path.exists() else _new_catalogue()
        for use in (use for use in absent if use.capability == capability):
            message_id = (use.singular, use.plural) if use.plural else use.singular
            if catalogue.get(use.singular, use.context) is None:
                catalogue.add(message_id, context=use.context)
        with path.open("wb") as file:
            write_po(file, catalogue, omit_header=False, width=100, no_location=True)
    return absent


def main(arguments: list[str] | None = None) -> int:
    """The command: exit code 0 when all is well, 1 with the faults on standard error."""
    parser = argparse.ArgumentParser(prog="python -m eventreg.language.catalogue")
    parser.add_argument("--check", action="store_true", help="compare with the sources")
    parser.add_argument("--add", action="store_true", help="add missing messages, untranslated")
    chosen = parser.parse_args(arguments)
    if chosen.add:
        for use in add_missing():
            sys.stdout.write(f"{use.capability}.po: {use.singular}\n")
        return 0
    wrong = check() if chosen.check else faults(entries())
    if wrong:
        sys.stderr.write("\n".join([*wrong, ""]))
        return 1
    if not chosen.check:
        compile_messages()
    return 0


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, abort_invalid=True)


def _new_catalogue() -> Catalog:
    catalogue = Catalog(
        locale=LANGUAGE, project="eventreg", fuzzy=False, header_comment="# Latvian translations."
    )
    catalogue.mime_headers = [("Plural-Forms", PLURALS)]
    return catalogue


def _key(message: Message) -> Key:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return singular, message.context


def _forms(text: object) -> tuple[str, ...]:
    """The plural forms of a message or its translation; one form when it does not count."""
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def _shown(message: Message) -> str:
    return repr(_key(message)[0])


def _faults_of(message: Message) -> Iterator[str]:
    strings = _forms(message.string)
    if message.fuzzy:
        yield "marked as uncertain"
    if not any(strings):
        yield "not translated"
        return
    if not all(strings) or (message.pluralizable and len(strings) != 3):
        yield "a plural form is missing"
        return
    ids = _forms(message.id)
    allowed = {name for text in ids for name in _PLACEHOLDER.findall(text)}
    needed = set.intersection(*({*_PLACEHOLDER.findall(text)} for text in ids))
    if message.pluralizable:
        needed -= _COUNTS
        allowed |= {"num"}
    for text in strings:
        used = {*_PLACEHOLDER.findall(text)}
        if not needed <= used <= allowed:
            yield "the placeholders differ"
            return


def _sources(root: Path, templates: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(root.rglob("*.py")):
        if not path.is_relative_to(root / "templates"):
            yield path, "python"
    for path in sorted(templates.rglob("*")):
        if path.suffix in {".html", ".txt", ".xml", ".ics"}:
            yield path, "jinja2"


def _source_name(path: Path, root: Path, templates: Path) -> str:
    """`eventreg/…` or `templates/…`, wherever the two folders lie."""
    base = templates if path.is_relative_to(templates) else root
    return f"{base.name}/{path.relative_to(base).as_posix()}"


def _capability(source: str) -> str:
    """The capability of a source path such as `templates/agenda/day.html`."""
    parts = source.split("/")
    if parts[1:2] == ["components"]:
        return "figures" if parts[-1] in {"map.html", "chart.html"} else SHARED
    if len(parts) < 3 or parts[1] in {"layouts", "ports", "errors"}:
        return SHARED
    return {"mail": "messages"}.get(parts[1], parts[1])


if __name__ == "__main__":
    raise SystemExit(main())
