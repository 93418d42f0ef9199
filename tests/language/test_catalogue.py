"""The translation files and what is made of them."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from eventreg.language import catalogue

HEADER = f"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {catalogue.PLURALS}\\n"

"""
PEOPLE = """msgid "%(num)s participant"
msgid_plural "%(num)s participants"
msgstr[0] "%(num)s dalībnieku"
msgstr[1] "%(num)s dalībnieks"
msgstr[2] "%(num)s dalībnieki"
"""


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.po").write_text(HEADER + text, encoding="utf-8")
    return folder


def said_of(folder: Path) -> list[str]:
    return catalogue.faults(catalogue.entries(folder))


@pytest.mark.parametrize(
    ("count", "written_out"),
    [
        (0, "0 dalībnieku"),
        (1, "1 dalībnieks"),
        (2, "2 dalībnieki"),
        (10, "10 dalībnieku"),
        (11, "11 dalībnieku"),
        (19, "19 dalībnieku"),
        (20, "20 dalībnieku"),
        (21, "21 dalībnieks"),
        (22, "22 dalībnieki"),
        (100, "100 dalībnieku"),
        (101, "101 dalībnieks"),
        (111, "111 dalībnieku"),
    ],
)
def test_it_counts_in_latvian(tmp_path: Path, count: int, written_out: str) -> None:
    compiled = catalogue.compile_messages(written(tmp_path, registration=PEOPLE))

    with compiled.open("rb") as file:
        texts = GNUTranslations(file)
    shown = texts.ngettext("%(num)s participant", "%(num)s participants", count)
    assert shown % {"num": count} == written_out


def test_it_merges_the_files_of_all_capabilities(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        events='msgid "Event"\nmsgstr "Pasākums"\n',
        visits='msgctxt "noun"\nmsgid "Visit"\nmsgstr "Vizīte"\n',
    )

    with catalogue.compile_messages(folder).open("rb") as file:
        texts = GNUTranslations(file)
    assert texts.gettext("Event") == "Pasākums"
    assert texts.pgettext("noun", "Visit") == "Vizīte"


def test_it_refuses_two_translations_of_one_message(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        events='msgid "Save"\nmsgstr "Saglabāt"\n',
        web='msgid "Save"\nmsgstr "Glabāt"\n',
    )

    assert said_of(folder) == ["events.po and web.po translate differently: 'Save'"]
    with pytest.raises(ValueError, match="translate differently"):
        catalogue.compile_messages(folder)


def test_it_refuses_a_missing_plural_form(tmp_path: Path) -> None:
    text = PEOPLE.replace('msgstr[2] "%(num)s dalībnieki"', 'msgstr[2] ""')

    assert said_of(written(tmp_path, web=text)) == [
        "web.po: a plural form is missing: '%(num)s participant'"
    ]


@pytest.mark.parametrize("wrong", ["Sveiki!", "Sveiki, %(nam)s!", "Sveiki, %(name)s %(more)s!"])
def test_it_refuses_other_placeholders(tmp_path: Path, wrong: str) -> None:
    folder = written(tmp_path, web=f'msgid "Hello, %(name)s!"\nmsgstr "{wrong}"\n')

    assert said_of(folder) == ["web.po: the placeholders differ: 'Hello, %(name)s!'"]


def test_a_plural_form_may_spell_its_number(tmp_path: Path) -> None:
    text = PEOPLE.replace('msgstr[1] "%(num)s dalībnieks"', 'msgstr[1] "viens dalībnieks"')

    assert said_of(written(tmp_path, web=text)) == []


def test_it_finds_the_messages_of_code_and_templates(tmp_path: Path) -> None:
    code, pages = tmp_path / "eventreg", tmp_path / "templates"
    (code / "visits").mkdir(parents=True)
    (pages / "visits").mkdir(parents=True)
    (code / "visits" / "forms.py").write_text(
        'from flask_babel import lazy_gettext\nlabel = lazy_gettext("Seats")\n'
    )
    (pages / "visits" / "list.html").write_text(
        '<p>{{ ngettext("%(num)s seat", "%(num)s seats", 2) }} {{ _("Seats") }}</p>'
    )

    found = catalogue.uses(code, pages)

    assert [(use.singular, use.plural) for use in found] == [
        ("%(num)s seat", "%(num)s seats"),
        ("Seats", None),
    ]


def test_a_message_of_two_capabilities_belongs_to_the_shared_file() -> None:
    own = catalogue.Use("Seats", None, None, ("templates/visits/a.html", "eventreg/visits/b.py"))
    shared = own._replace(sources=(*own.sources, "templates/events/c.html"))

    assert (own.capability, shared.capability) == ("visits", "web")


def test_it_tells_missing_from_unused(tmp_path: Path) -> None:
    found = catalogue.entries(
        written(
            tmp_path,
            web='msgid "Old"\nmsgstr "Vecs"\n\n# library\nmsgid "Login"\nmsgstr "Pieteikties"\n',
        )
    )
    used = [catalogue.Use("New", None, None, ("templates/events/a.html",))]

    assert catalogue.missing(found, used) == used
    assert [entry.key for entry in catalogue.unused(found, used)] == [("Old", None)]
