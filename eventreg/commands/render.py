"""`eventreg render`: documents as files."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventreg.commands.frame import command, only_reading, progress

if TYPE_CHECKING:
    from eventreg.documents.papers import Paper
    from eventreg.events.models import Event

KINDS = ("agenda", "participants", "report")
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
    type=click.Choice(("pdf", "json")),
    default="pdf",
    show_default=True,
    help="json: the facts that the document is made of, as docs/documents.md describes them.",
)
@click.option(
    "--data",
    type=click.Choice(("csv", "json")),
    help="Put the data into the PDF as a file, which makes it PDF/A-3.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def render(
    *, slug: str, kind: str, lang: str, audience: str, form: str, data: str | None, output: Path
) -> None:
    """Write the document KIND of the event SLUG as PDF, or its facts as JSON."""
    from eventreg.documents.service import content
    from eventreg.events.event_file.composing import event_of

    with only_reading():
        event = event_of(slug)
        if form == "json":
            output.write_text(_facts(event, kind, lang, audience), "utf-8")
            click.echo(f"{output}: facts")
            return
        paper = _printed(event, kind, lang, audience, data)
        output.write_bytes(content(paper))
        pages = f"{paper.pages} page{'' if paper.pages == 1 else 's'}"
        click.echo(f"{output}: {pages}, {paper.size_bytes} bytes, version {paper.version}")


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
