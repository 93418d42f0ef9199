"""The form in which staff write the words of a mail."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from wtforms import SelectField

from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message
from eventreg.messages.own_words import Words
from eventreg.web.forms import Form, local_line, local_text

LONGEST_SUBJECT = 200
LONGEST_BODY = 5_000


class WordsForm(Form):
    """Subject and text in both languages, and on whom to try them."""

    subject = local_line(lazy_gettext("Subject"), length=LONGEST_SUBJECT)
    body = local_text(
        lazy_gettext("Text"),
        length=LONGEST_BODY,
        description=lazy_gettext(
            "An empty line parts paragraphs, “- ” begins a line of a list, [text](address) is a"
            " link. A name in braces stands for what it explains below."
        ),
    )
    on = SelectField(lazy_gettext("Preview the mail to"), validate_choice=False)

    @classmethod
    def of(cls, words: Mapping[str, Words], examples: Sequence[Message]) -> "WordsForm":
        """The form with the words in force, and the people to choose from."""
        form = cls(
            data={
                "subject": LocalText({lang: each.subject for lang, each in words.items()}),
                "body": LocalText({lang: each.body for lang, each in words.items()}),
            }
        )
        form.on.choices = [(str(number), _named(each)) for number, each in enumerate(examples)]
        return form

    @property
    def wants_preview(self) -> bool:
        """Whether the button for the preview was pressed."""
        return "preview" in request.form

    def example_of(self, examples: Sequence[Message]) -> Message | None:
        """The mail chosen for the preview, else the first; None where there is nobody."""
        chosen = str(self.on.data or "0")
        number = int(chosen) if chosen.isdecimal() else 0
        return examples[min(number, len(examples) - 1)] if examples else None


def _named(message: Message) -> str:
    name: Any = message.facts.get("name") or message.recipient
    return str(name)
