"""Organisations, members and roles."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts import errors, service, tries
from eventreg.accounts.colour import contrast_with_white, is_readable
from eventreg.accounts.models import Account, Membership, StaffRole
from eventreg.accounts.service import OrganisationFacts
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message
from tests.delivered import delivered_text
from tests.factories import NOON, an_account, an_organisation

MINISTRY = LocalText(lv="Kultūras ministrija", en="Ministry of Culture")


def added(**values):
    given = {"name": MINISTRY} | values
    return service.add_organisation(facts=OrganisationFacts(**given), actor=COMMAND, now=NOON)


def joined(organisation, email="ilze@example.org", role=StaffRole.OWNER, **values):
    return service.add_account(
        email=email, organisation=organisation, role=role, actor=COMMAND, now=NOON, **values
    )


def log(session):
    entries = session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [(entry.action, entry.subject, entry.before, entry.after) for entry in entries]


def changed(organisation, **values):
    facts = vars(service.facts_of(organisation)) | values
    service.edit_organisation(
        organisation=organisation, facts=OrganisationFacts(**facts), actor=COMMAND, now=NOON
    )


def test_an_organisation_gets_a_short_name_from_its_name(session):
    assert added().slug == "kulturas-ministrija"


def test_two_organisations_cannot_have_one_short_name(session):
    added()

    with pytest.raises(errors.OrganisationSlugTaken):
        added()


def test_an_organisation_has_a_name(session):
    with pytest.raises(errors.OrganisationUnnamed):
        added(name=LocalText())


def test_a_new_text_of_the_privacy_notice_is_a_new_version(session):
    organisation = added()
    changed(organisation, privacy_notice=LocalText(lv="Mēs glabājam datus trīs gadus."))
    changed(organisation, phone="67000000")

    assert organisation.privacy_notice_version == 2


def test_a_change_is_in_the_log_with_before_and_after(session):  # R28
    organisation = added(phone="67000000")
    changed(organisation, phone="67111111")

    assert log(session)[-1] == (
        "changed",
        "organisation",
        {"phone": "67000000"},
        {"phone": "67111111"},
    )


def test_saving_without_a_change_leaves_no_trace(session):
    organisation = added()
    changed(organisation)

    assert [action for action, *_ in log(session)] == ["added"]


@pytest.mark.parametrize(
    ("colour", "readable"),
    [
        ("#000000", True),
        ("#7a1f2b", True),
        ("#767676", True),
        ("#777777", False),
        ("#ffd700", False),
    ],
)
def test_a_colour_must_be_readable_on_white(colour, readable):
    assert is_readable(colour) is readable


def test_black_on_white_is_the_strongest_contrast():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)


def test_a_pale_colour_is_refused(session):
    organisation = added()

    with pytest.raises(errors.ColourNotReadable):
        changed(organisation, accent_colour="#ffe4b5")


def test_the_first_account_gets_a_link_to_choose_a_password(app, session):
    with app.test_request_context():
        link = joined(added()).link

    assert link is not None
    assert link.startswith("http://127.0.0.1:8000/lv/sign-in/reset/")


def test_capitals_in_an_address_make_no_second_account(session):
    first, second = added(), added(name=LocalText(lv="Limbažu novada pašvaldība"))
    one = joined(first, "Ilze@Example.org")
    other = joined(second, "ilze@example.ORG")

    assert one.account is other.account


def test_one_person_works_for_several_organisations_each_in_a_role(session):
    first, second = added(), added(name=LocalText(lv="Limbažu novada pašvaldība"))
    account = joined(first, role=StaffRole.OWNER).account
    joined(second, role=StaffRole.READER)

    found = service.organisations_of(account)
    assert [(each.organisation.slug, each.role) for each in found] == [
        ("kulturas-ministrija", StaffRole.OWNER),
        ("limbazu-novada-pasvaldiba", StaffRole.READER),
    ]


def test_nobody_is_a_member_twice(session):
    organisation = added()
    joined(organisation)

    with pytest.raises(errors.MemberAlready):
        joined(organisation, "ILZE@example.org")


def test_who_has_a_password_gets_no_link_from_another_organisation(session):
    account = joined(added()).account
    service.set_password(account=account, password="trīs sarkani āboli", now=NOON)

    assert joined(added(name=LocalText(lv="Cita iestāde"))).link is None


def test_the_invited_gets_the_link_by_mail_and_nobody_else_sees_it(session):
    organisation = added()
    with locale.using("lv"):
        service.invite_member(
            email="janis@example.org",
            organisation=organisation,
            role=StaffRole.DESK,
            actor=COMMAND,
            now=NOON,
        )
    session.commit()

    (message,) = session.scalars(select(Message)).all()
    assert message.recipient == "janis@example.org"
    assert "/lv/sign-in/reset/" in delivered_text(message)
    assert "/reset/" not in message.text + str(message.facts)
    assert all("/reset/" not in str(entry) for entry in log(session))


def test_the_last_owner_cannot_be_removed(session):
    organisation = added()
    owner = joined(organisation).membership
    joined(organisation, "editor@example.org", StaffRole.EDITOR)

    with pytest.raises(errors.LastOwnerStays):
        service.remove_member(membership=owner, actor=COMMAND, now=NOON)
    with pytest.raises(errors.LastOwnerStays):
        service.change_role(membership=owner, role=StaffRole.EDITOR, actor=COMMAND, now=NOON)


def test_with_two_owners_one_may_go(session):
    organisation = added()
    owner = joined(organisation).membership
    joined(organisation, "second@example.org")
    service.remove_member(membership=owner, actor=COMMAND, now=NOON)

    emails = [each.account.email for each in service.members_of(organisation, language="lv")]
    assert emails == ["second@example.org"]


def test_an_owner_elsewhere_does_not_count(session):
    organisation = added()
    owner = joined(organisation).membership
    joined(added(name=LocalText(lv="Cita iestāde")), "other@example.org")

    with pytest.raises(errors.LastOwnerStays):
        service.remove_member(membership=owner, actor=COMMAND, now=NOON)


def test_a_new_role_is_in_the_log(session):  # R28
    member = joined(added(), role=StaffRole.READER).membership
    service.change_role(membership=member, role=StaffRole.DESK, actor=COMMAND, now=NOON)

    assert log(session)[-1] == ("changed", "membership", {"role": "reader"}, {"role": "desk"})


def test_members_stand_in_latvian_order(session):  # R5
    organisation = added()
    for email, name in (("c@x.org", "Zane"), ("b@x.org", "Āris"), ("a@x.org", "Anna")):
        joined(organisation, email, name=name)

    names = [each.account.name for each in service.members_of(organisation, language="lv")]
    assert names == ["Anna", "Āris", "Zane"]


def test_a_member_is_found_only_in_the_own_organisation(session):
    member = joined(added()).membership

    assert service.member_of(an_organisation(), member.uid) is None


def test_a_short_password_is_refused(session):
    account = an_account()

    with pytest.raises(errors.PasswordTooWeak):
        service.set_password(account=account, password="īsa parole", now=NOON)
    assert account.password is None


def test_a_removed_member_keeps_the_account_but_not_the_place(session):
    organisation = added()
    joined(organisation)
    leaving = joined(organisation, "leaving@example.org").membership
    service.remove_member(membership=leaving, actor=COMMAND, now=NOON)

    assert session.scalars(select(Membership.role)).all() == [StaffRole.OWNER]
    assert len(session.scalars(select(Account)).all()) == 2


LIMITS = tries.Limits("test", 2, 3, 4, timedelta(minutes=10))


def may_try(email="ilze@example.org", address="192.0.2.1", now=NOON):
    return tries.may_try(LIMITS, email=email, address=address, now=now)


def test_tries_of_one_account_from_one_address_are_bounded(session):
    assert [may_try() for _ in range(3)] == [True, True, False]


def test_tries_of_one_account_from_everywhere_are_bounded(session):
    assert [may_try(address=f"192.0.2.{n}") for n in range(4)] == [True, True, True, False]


def test_tries_from_one_address_at_many_accounts_are_bounded(session):
    answers = [may_try(email=f"{n}@example.org") for n in range(5)]

    assert answers == [True, True, True, True, False]


def test_a_whole_ipv6_network_counts_as_one_address(session):
    answers = [may_try(email=f"{n}@x.org", address=f"2001:db8:0:1::{n}") for n in range(5)]

    assert answers == [True, True, True, True, False]


def test_when_the_window_is_over_one_may_try_again(session):
    for _ in range(3):
        may_try()

    assert may_try(now=NOON + timedelta(minutes=10)) is True


def test_counts_do_not_stay_behind(session):
    may_try()
    may_try("other@example.org", "192.0.2.9", now=NOON + timedelta(hours=1))

    assert len(session.scalars(select(tries.TryCount)).all()) == 3
