"""What the forms of the agenda are called."""

from flask_babel import lazy_gettext

from eventreg.documents.agenda_forms.service import AgendaForm

FORMS = {
    AgendaForm.BILINGUAL: lazy_gettext("in both languages"),
    AgendaForm.LANDSCAPE: lazy_gettext("A4 landscape"),
    AgendaForm.A5: lazy_gettext("A5, for a booklet"),
}
