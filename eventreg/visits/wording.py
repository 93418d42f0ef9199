"""The words for kinds of host institutions."""

from flask_babel import lazy_gettext

from eventreg.visits.models import InstitutionKind

INSTITUTION_KINDS = {
    InstitutionKind.SCHOOL: lazy_gettext("School"),
    InstitutionKind.PRESCHOOL: lazy_gettext("Pre-school"),
    InstitutionKind.YOUTH_CENTRE: lazy_gettext("Youth centre"),
    InstitutionKind.CULTURE_HOUSE: lazy_gettext("Culture house"),
    InstitutionKind.SOCIAL_SERVICE: lazy_gettext("Social service"),
    InstitutionKind.LIBRARY: lazy_gettext("Library"),
    InstitutionKind.MUNICIPALITY: lazy_gettext("Municipality"),
    InstitutionKind.ASSOCIATION: lazy_gettext("Association"),
    InstitutionKind.OTHER: lazy_gettext("Other institution"),
}
