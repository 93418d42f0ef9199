"""The forms for comments and answers."""

from typing import Any

from flask_babel import lazy_gettext

from eventreg.web import forms

LENGTH = 4000


class CommentForm(forms.OnceForm):
    """What I have to say of a paragraph."""

    text = forms.text(
        lazy_gettext("My comment"), length=LENGTH, required=lazy_gettext("Write your comment.")
    )


class AnswerForm(forms.Form):
    """What becomes of a comment."""

    answer: Any = forms.text(
        lazy_gettext("Answer"), length=LENGTH, required=lazy_gettext("Write an answer.")
    )
