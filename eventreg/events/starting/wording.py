"""What may come along, in words."""

from flask_babel import lazy_gettext

from eventreg.events.starting.parts import Part

PARTS = {
    Part.TEXTS: lazy_gettext("Texts about the event"),
    Part.AGENDA: lazy_gettext("Agenda, its days following the new first day"),
    Part.SPEAKERS: lazy_gettext("Who speaks in the agenda"),
    Part.VISITS: lazy_gettext("Site visits and vehicles"),
    Part.QUESTIONS: lazy_gettext("Questions of the registration form"),
    Part.EVALUATION: lazy_gettext("Questionnaire of the evaluation"),
    Part.INVITATIONS: lazy_gettext("Invited municipalities and institutions with their quotas"),
}
