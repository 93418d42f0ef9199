"""Making several spellings one institution: from then on it is called so wherever it is named."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.history.service import Actor, record
from eventreg.registration.application import write_derived
from eventreg.registration.institutions.errors import (
    NameSaysNothing,
    SpellingIsTheName,
    SpellingOfAnother,
)
from eventreg.registration.institutions.listing import WHERE_NAMED, written_at
from eventreg.registration.institutions.models import Institution, InstitutionSpelling
from eventreg.registration.institutions.spelling import key_of
from eventreg.registration.models import Registration


def institution_of(organisation: Organisation, uid: str) -> Institution | None:
    """The organisation's institution of that public name; None when it is another's."""
    return db.session.scalar(
        select(Institution)
        .where(Institution.organisation_id == organisation.id, Institution.uid == uid)
        .options(selectinload(Institution.spellings))
    )


def make_one(
    *, organisation: Organisation, spellings: Iterable[str], name: str, actor: Actor, now: datetime
) -> int:
    """Call what is written so `name`, now and whenever somebody writes it so again.

    Kept institutions among them become this one. Registrations, delegations, contributions and
    members of networks take the name; papers that were printed stay as they are. Returns how many
    rows were changed. Raises NameSaysNothing and SpellingOfAnother.
    """
    own = key_of(name)
    if not own:
        raise NameSaysNothing
    _lock(organisation)
    standing = _standing(organisation)
    said = {key: each for each in spellings if (key := key_of(each))}
    absorbed = {each.id: each for key, each in standing.items() if key in said}
    taken = standing.get(own)
    if taken is not None and taken.id not in absorbed:
        raise SpellingOfAnother(taken.name)
    said |= {each.key: each.written for old in absorbed.values() for each in old.spellings}
    before = sorted({*(each.name for each in absorbed.values()), *said.values()} - {name})
    kept = _kept(organisation, absorbed.values(), name)
    _spell(kept, said | {own: name})
    written = [each for each in written_at(organisation) if key_of(each) in {own, *said}]
    changed = _rename(written, kept, actor, now)
    _log("joined", kept, actor, now, before={"spellings": before}, after={"name": name})
    return changed


def keep_apart(
    *, organisation: Organisation, names: Iterable[str], actor: Actor, now: datetime
) -> None:
    """Keep each name as an institution of its own: they look alike and are not the same.

    One that is a spelling of a kept institution stays it; one without letters is passed over.
    """
    _lock(organisation)
    standing = _standing(organisation)
    for name in names:
        key = key_of(name)
        if key and key not in standing:
            kept = standing[key] = _kept(organisation, (), name)
            _spell(kept, {key: name})
            _log("added", kept, actor, now, after={"name": name})


def rename(*, institution: Institution, name: str, actor: Actor, now: datetime) -> int:
    """Another name, wherever the institution is named; the old one stays a spelling of it.

    Returns how many rows were changed. Raises NameSaysNothing and SpellingOfAnother.
    """
    organisation = db.session.get_one(Organisation, institution.organisation_id)
    spellings = [each.written for each in institution.spellings]
    return make_one(organisation=organisation, spellings=spellings, name=name, actor=actor, now=now)


def take_out(*, institution: Institution, key: str, actor: Actor, now: datetime) -> None:
    """Let a spelling be this institution's no more; who took the name on by it keeps it.

    Nothing happens when it is none of its spellings, or gone by now. Raises SpellingIsTheName.
    """
    if not _is_still_kept(institution):
        return
    if key == key_of(institution.name):
        raise SpellingIsTheName
    spelling = next((each for each in institution.spellings if each.key == key), None)
    if spelling is not None:
        institution.spellings.remove(spelling)
        db.session.flush()
        _log("separated", institution, actor, now, before={"spellings": [spelling.written]})


def forget(*, institution: Institution, actor: Actor, now: datetime) -> None:
    """Keep the name no more, if it still is; whoever comes from there stays as written."""
    if not _is_still_kept(institution):
        return
    _log("removed", institution, actor, now, before={"name": institution.name})
    db.session.delete(institution)
    db.session.flush()


def _lock(organisation: Organisation) -> None:
    """Two who sort the list do it one after the other."""
    db.session.refresh(organisation, with_for_update=True)


def _is_still_kept(institution: Institution) -> bool:
    """Whether nobody else has removed or joined it; locks the list and reads it anew."""
    _lock(db.session.get_one(Organisation, institution.organisation_id))
    found = db.session.get(Institution, institution.id, populate_existing=True)
    return found is not None


def _standing(organisation: Organisation) -> dict[str, Institution]:
    """The kept institutions by each key of theirs, as they are now."""
    rows = db.session.scalars(
        select(Institution)
        .where(Institution.organisation_id == organisation.id)
        .options(selectinload(Institution.spellings))
        .execution_options(populate_existing=True)
    )
    return {spelling.key: each for each in rows for spelling in each.spellings}


def _kept(organisation: Organisation, absorbed: Iterable[Institution], name: str) -> Institution:
    """The first of those absorbed, or a new one, under this name; the others are gone."""
    kept, *others = sorted(absorbed, key=lambda each: each.id) or [
        Institution(organisation_id=organisation.id)
    ]
    kept.name = name
    db.session.add(kept)
    for each in others:
        db.session.delete(each)
    db.session.flush()
    return kept


def _spell(institution: Institution, written: Mapping[str, str]) -> None:
    """Enter the spellings it has not yet; one that it has is written as said last."""
    known = {each.key: each for each in institution.spellings}
    for key, each in written.items():
        if key in known:
            known[key].written = each
        else:
            institution.spellings.append(
                InstitutionSpelling(
                    organisation_id=institution.organisation_id, key=key, written=each
                )
            )
    db.session.flush()


def _rename(written: Collection[str], institution: Institution, actor: Actor, now: datetime) -> int:
    """Write the name wherever one of these stands; returns in how many rows."""
    changed = 0
    for column, of, owner in WHERE_NAMED:
        rows = db.session.scalars(
            select(column.class_)
            .join(of)
            .where(
                owner.organisation_id == institution.organisation_id,
                column.in_(written),
                column != institution.name,
            )
            .with_for_update(of=column.class_)
            .execution_options(populate_existing=True)
        ).all()
        for row in rows:
            _name(row, institution.name, actor, now)
        changed += len(rows)
    db.session.flush()
    return changed


def _name(row: Registration, name: str, actor: Actor, now: datetime) -> None:
    before, row.institution = row.institution, name
    if isinstance(row, Registration):
        write_derived(row)
        row.updated_at = now
        record(
            "changed",
            actor=actor,
            now=now,
            subject="registration",
            subject_uid=row.uid,
            organisation_id=row.event.organisation_id,
            event_id=row.event_id,
            before={"institution": before},
            after={"institution": name},
        )


def _log(
    action: str,
    institution: Institution,
    actor: Actor,
    now: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        action,
        actor=actor,
        now=now,
        subject="institution",
        subject_uid=institution.uid,
        organisation_id=institution.organisation_id,
        before=before,
        after=after,
    )
