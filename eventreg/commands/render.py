"""`eventreg render`: documents as files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventreg.commands.frame import command, only_reading, progress

if TYPE_CHECKING:
    from eventreg.documents.papers import Paper
    from eventreg.events.models import Event

VERSIONED = ("agenda", "participants", "report")
OF_THE_DAY = {
    "sign-in": "sign_in",
    "manifest": "manifest",
    "catering": "catering",
    "badges": "badges",
}
OWN = ("ticket", "my-data")
KINDS = (*VERSIONED, *OF_THE_DAY, "certificates", *OWN)
EXPORTS = ("docx", "html")
Asked = Mapping[str, str | None]
AUDIENCES = ("public", "participants", "organisers")


@command(example="eventreg render limbazi-2017 participants --lang lv -o dalibnieki.pdf")
@click.argument("slug")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--lang", type=click.Choice(("lv", "en")), default="lv", show_default=True)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="public",
    show_default=True,
    help="Who is to read it; a list for organisers holds everybody's contacts.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("pdf", "json", "docx", "html")),
    default="pdf",
    show_default=True,
    help="json: the facts that the document is made of, as docs/documents.md describes them; "
    "docx and html: the report in one file.",
)
@click.option(
    "--data",
    type=click.Choice(("csv", "json")),
    help="Put the data into the PDF as a file, which makes it PDF/A-3.",
)
@click.option(
    "--occasion", default="", help="The day (2026-05-05) or the visit of a sign-in sheet."
)
@click.option(
    "--badges",
    type=click.Choice(("card", "pocket", "a7", "lanyard")),
    default="card",
    show_default=True,
    help="How badges stand on a sheet.",
)
@click.option("--backs", is_flag=True, help="Badges have another side with the days in short.")
@click.option(
    "--layout",
    type=click.Choice(("bilingual", "landscape", "a5")),
    help="The agenda in both languages, lying, or small.",
)
@click.option(
    "--registration", default="", help="The reference of the person whose ticket or data it is."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def render(*, slug: str, kind: str, output: Path, **asked: str | None) -> None:
    """Write the document KIND of the event SLUG as PDF, or its facts as JSON.

    The report can also be had as DOCX or HTML.
    """
    from eventreg.events.event_file.composing import event_of

    with only_reading():
        event = event_of(slug)
        _require_fitting(kind, asked)
        is_version = kind in VERSIONED and not asked["layout"]
        write = _versioned if is_version else _own if kind in OWN else _made_now
        data, told = write(event, kind, asked)
        output.write_bytes(data)
        click.echo(f"{output}: {told}")


def _require_fitting(kind: str, asked: Asked) -> None:
    """Options that say nothing about this kind of paper are refused, not passed over."""
    if asked["layout"] and (kind != "agenda" or asked["form"] == "json"):
        raise click.UsageError("--layout is for the agenda as PDF.")
    if asked["form"] in EXPORTS and (kind != "report" or asked["data"]):
        raise click.UsageError("--format docx and html are for the report, without --data.")
    if asked["data"] and (kind not in VERSIONED or asked["layout"]):
        raise click.UsageError("--data is for agenda, participants and report.")
    if asked["backs"] and kind != "badges":
        raise click.UsageError("--backs is for badges.")
    if asked["occasion"] and kind != "sign-in":
        raise click.UsageError("--occasion is for a sign-in sheet.")
    if bool(asked["registration"]) != (kind in OWN):
        raise click.UsageError("--registration is for ticket and my-data, which need it.")


def _versioned(event: "Event", kind: str, asked: Asked) -> tuple[bytes, str]:
    from eventreg.documents.service import content

    lang, audience = str(asked["lang"]), str(asked["audience"])
    if asked["form"] == "json":
        return _facts(event, kind, lang, audience).encode(), "facts"
    if asked["form"] in EXPORTS:
        return _exported(event, str(asked["form"]), lang)
    paper = _printed(event, kind, lang, audience, asked["data"])
    pages = f"{paper.pages} page{'' if paper.pages == 1 else 's'}"
    return content(paper), f"{pages}, {paper.size_bytes} bytes, version {paper.version}"


def _made_now(event: "Event", kind: str, asked: Asked) -> tuple[bytes, str]:
    """A paper that is no version; that it was taken is in the log (R28)."""
    from eventreg import clock
    from eventreg.documents.agenda_forms.service import AgendaForm, agenda_in_form
    from eventreg.documents.certificates import service as certificates
    from eventreg.documents.facts.cards import BadgeFormat
    from eventreg.documents.sheets import service as sheets
    from eventreg.history.service import COMMAND

    by: sheets.Asked = {"language": str(asked["lang"]), "actor": COMMAND, "now": clock.now()}
    if asked["layout"]:
        made_so = agenda_in_form(
            event,
            form=AgendaForm(asked["layout"]),
            language=str(asked["lang"]),
            now=clock.now(),
        )
        return made_so.pdf, f"{made_so.pages} pages, {len(made_so.pdf)} bytes"
    as_facts = asked["form"] == "json"
    if kind == "certificates":
        if as_facts:
            return certificates.certificates_as_json(event, **by).encode(), "facts"
        made = certificates.all_certificates(event, **by)
    else:
        sheet = sheets.Sheet(OF_THE_DAY[kind])
        which = sheets.Which(
            occasion=asked["occasion"] or "",
            form=BadgeFormat(str(asked["badges"])),
            backs=bool(asked["backs"]),
        )
        if as_facts:
            return sheets.sheet_as_json(event, sheet, which, by).encode(), "facts"
        made = sheets.sheet_file(event, sheet, which, by)
    return made.pdf, f"{len(made.pdf)} bytes"


def _own(event: "Event", kind: str, asked: Asked) -> tuple[bytes, str]:
    """A paper of one person; that somebody else took it is in the log (R28)."""
    from eventreg import clock
    from eventreg.documents.own.service import OwnPaper, paper_for_staff
    from eventreg.history.service import COMMAND

    made = paper_for_staff(
        event,
        reference=str(asked["registration"]),
        paper=OwnPaper(kind),
        as_json=asked["form"] == "json",
        language=str(asked["lang"]),
        actor=COMMAND,
        now=clock.now(),
    )
    return made, "facts" if asked["form"] == "json" else f"{len(made)} bytes"


def _exported(event: "Event", form: str, lang: str) -> tuple[bytes, str]:
    from eventreg import clock
    from eventreg.documents.exports import service

    if form == "docx":
        made = service.docx_of(event, language=lang, now=clock.now(), inside=True)
    else:
        made = service.html_of(event, language=lang, now=clock.now()).encode()
    return made, f"{len(made)} bytes"


def _facts(event: "Event", kind: str, lang: str, audience: str) -> str:
    from eventreg import clock
    from eventreg.documents.service import facts_as_json
    from eventreg.history.service import COMMAND

    return facts_as_json(
        event, kind=kind, language=lang, audience=audience, actor=COMMAND, now=clock.now()
    )


def _printed(event: "Event", kind: str, lang: str, audience: str, data: str | None) -> "Paper":
    from eventreg import clock
    from eventreg.documents import service
    from eventreg.documents.attachments.service import DataForm, paper_with_data
    from eventreg.documents.models import DocumentKind
    from eventreg.events.models import Audience
    from eventreg.history.service import COMMAND

    with progress("Printing", 100) as update:
        tell = _in_per_cent(update)
        if data:
            return paper_with_data(
                event,
                kind=DocumentKind(kind),
                language=lang,
                audience=Audience(audience),
                form=DataForm(data),
                actor=COMMAND,
                now=clock.now(),
                tell=tell,
            )
        if kind == "participants" and audience == "organisers":
            return service.list_with_contacts(
                event, language=lang, actor=COMMAND, now=clock.now(), tell=tell
            )
        return service.paper(
            event,
            kind=DocumentKind(kind),
            language=lang,
            audience=Audience(audience),
            now=clock.now(),
            inside=True,
            tell=tell,
        )


def _in_per_cent(update: Callable[[int], None]) -> Callable[[int, int], None]:
    """Move a bar of a hundred on, never back: first parts are counted, then pages."""
    shown = 0

    def tell(done: int, total: int) -> None:
        nonlocal shown
        now = 100 * done // total if total else 0
        if now > shown:
            update(now - shown)
            shown = now

    return tell
