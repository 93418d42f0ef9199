"""What kinds of territories and ways of succession are called."""

from flask_babel import LazyString, lazy_gettext

from eventreg.territories.models import Relation, TerritoryKind

KINDS: dict[TerritoryKind, LazyString] = {
    TerritoryKind.REPUBLICAN_CITY: lazy_gettext("republican city"),
    TerritoryKind.STATE_CITY: lazy_gettext("state city"),
    TerritoryKind.MUNICIPALITY: lazy_gettext("municipality"),
    TerritoryKind.CITY: lazy_gettext("city"),
    TerritoryKind.REGION: lazy_gettext("region"),
    TerritoryKind.COUNTRY: lazy_gettext("country"),
}
RELATIONS: dict[Relation, LazyString] = {
    Relation.CONTINUES: lazy_gettext("continues, enlarged or unchanged"),
    Relation.MERGED: lazy_gettext("joined whole"),
    Relation.PART: lazy_gettext("joined in part"),
}
