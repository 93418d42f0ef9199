"""`eventreg render`: documents as files."""

from pathlib import Path

import click

from eventreg.commands.frame import command, only_reading, step

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
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def render(slug: str, kind: str, lang: str, audience: str, output: Path) -> None:
    """Write the document KIND of the event SLUG as PDF."""
    from eventreg import clock
    from eventreg.documents import service
    from eventreg.documents.models import DocumentKind
    from eventreg.events.event_file.composing import event_of
    from eventreg.events.models import Audience
    from eventreg.history.service import COMMAND

    with only_reading():
        event = event_of(slug)
        step("Printing")
        if kind == "participants" and audience == "organisers":
            paper = service.list_with_contacts(event, language=lang, actor=COMMAND, now=clock.now())
        else:
            paper = service.paper(
                event,
                kind=DocumentKind(kind),
                language=lang,
                audience=Audience(audience),
                now=clock.now(),
                inside=True,
            )
        output.write_bytes(service.content(paper))
        pages = f"{paper.pages} page{'' if paper.pages == 1 else 's'}"
        click.echo(f"{output}: {pages}, {paper.size_bytes} bytes, version {paper.version}")
