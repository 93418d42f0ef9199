"""A second factor: set up, asked for at each sign-in, lost, moved, turned off, required."""

import time
from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from eventreg import clock
from eventreg.accounts import service
from eventreg.accounts.models import Account, StaffRole
from eventreg.accounts.second_factor import service as second_factor
from eventreg.accounts.second_factor.codes import Codes, settings
from eventreg.accounts.second_factor.errors import CodeWrong
from eventreg.accounts.sign_in import HALF_SIGNED_IN_SECONDS, PASSWORD_GIVEN_AT
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.messages.models import Message
from tests.delivered import delivered_text
from tests.factories import NOON, an_account, an_event, an_organisation
from tests.public.statements import counted_statements

PASSWORD = "trīs sarkani āboli"
SET_UP = "/lv/organise/account/second-factor"
REQUIRE = "/lv/organise/o/km/second-factor"


@pytest.fixture
def ministry(session):
    return an_organisation(slug="km")


@pytest.fixture
def ilze(session, ministry):
    """An owner who signs in by password alone."""
    account = an_account(organisation=ministry, email="ilze@example.org")
    service.set_password(account=account, password=PASSWORD, now=NOON)
    session.commit()
    return account


@pytest.fixture
def secret(session, ilze):
    """The secret of the app on Ilze's phone, on since a minute ago."""
    made = second_factor.new_secret()
    actor = Actor(ActorKind.STAFF, ilze.id)
    second_factor.turn_on(account=ilze, secret=made, code=shown(made), actor=actor, now=NOON)
    ilze.tf_last_counter -= 2
    session.commit()
    return made


def shown(secret):
    """What the app shows now."""
    return current_app.extensions["security"].totp_factory.generate_totp_password(secret)


def give_password(client, page="/lv/sign-in"):
    fields = {"email": "ilze@example.org", "password": PASSWORD}
    return client.submit(page, fields, follow=False)


def actions(session):
    return list(session.scalars(select(LogEntry.action).order_by(LogEntry.id)))


def mails(session):
    return list(session.scalars(select(Message.subject).order_by(Message.id)))


def test_the_code_is_asked_for_after_the_password(client, secret):
    asked = give_password(client)
    before = client.get("/lv/organise/")
    answer = client.submit(asked.location, {"code": shown(secret)}, follow=False)

    assert asked.location.startswith("/lv/sign-in/code")
    assert before.status_code == 303
    assert (answer.status_code, answer.location) == (303, "/lv/organise/")
    assert client.get("/lv/organise/").status_code == 200


def test_the_code_leads_to_where_one_was_going(client, secret):
    sent = client.get("/en/organise/organisations?a=b")
    asked = give_password(client, sent.location)
    answer = client.submit(asked.location, {"code": shown(secret)}, follow=False)

    assert answer.location == "/en/organise/organisations?a=b"


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("elsewhere", ["https://example.com/lv/", "//example.com/x", "/\\x", "["])
def test_the_code_never_leads_to_another_site(client, secret, elsewhere):
    give_password(client)
    page = client.get("/lv/sign-in/code", query_string={"next": elsewhere})
    answer = client.submit(page, {"code": shown(secret)}, follow=False)

    assert answer.location in {"/lv/organise/", "/lv/"}


def test_a_wrong_code_does_not_open(client, secret):
    give_password(client)
    wrong = str((int(shown(secret)) + 1) % 1_000_000).zfill(6)
    answer = client.submit("/lv/sign-in/code", {"code": wrong})

    assert answer.status_code == 422
    assert answer.errors[0].startswith("Šis kods nav pareizs")
    assert client.get("/lv/organise/").status_code == 303


def test_a_code_opens_once(client, app, secret):
    give_password(client)
    code = shown(secret)
    client.submit("/lv/sign-in/code", {"code": code})
    thief = app.test_client()
    give_password(thief)

    assert thief.submit("/lv/sign-in/code", {"code": code}).status_code == 422


def test_of_two_who_send_a_code_at_once_one_is_refused(session, ilze, secret, monkeypatch):
    first = {"account": ilze, "code": shown(secret), "address": "203.0.113.7", "now": NOON}
    # Both have looked before either has used it up.
    monkeypatch.setattr(Codes, "get_last_counter", lambda _codes, _user: None)
    second_factor.use_code(**first)

    with pytest.raises(CodeWrong):
        second_factor.use_code(**first)


def test_the_code_may_be_half_a_minute_old_and_no_older(client, secret, time_stands):
    old = shown(secret)
    give_password(client)
    time_stands(NOON + timedelta(seconds=90))
    late = client.submit("/lv/sign-in/code", {"code": old})
    before = shown(secret)
    time_stands(NOON + timedelta(seconds=120))

    assert late.status_code == 422
    assert client.submit("/lv/sign-in/code", {"code": before}, follow=False).status_code == 303


def test_after_ten_wrong_codes_even_the_right_one_waits(client, secret):
    give_password(client)
    for _ in range(10):
        client.submit("/lv/sign-in/code", {"code": "x"})
    refused = client.submit("/lv/sign-in/code", {"code": shown(secret)})

    assert refused.status_code == 429
    assert refused.errors[0].startswith("Mēģinājumu bijis par daudz.")


def test_who_takes_longer_than_ten_minutes_gives_the_password_again(client, secret):
    give_password(client)
    with client.session_transaction() as kept:
        kept[PASSWORD_GIVEN_AT] = time.time() - HALF_SIGNED_IN_SECONDS - 1

    assert client.get("/lv/sign-in/code").location == "/lv/sign-in"


def test_without_the_password_there_is_no_page_for_codes(client, secret):
    assert client.get("/lv/sign-in/code").location == "/lv/sign-in"
    assert client.get("/lv/sign-in/recovery").location == "/lv/sign-in"


def test_an_account_switched_off_between_password_and_code_stays_out(client, session, ilze, secret):
    give_password(client)
    ilze.active = False

    assert client.get("/lv/sign-in/code").status_code == 303


def test_a_recovery_code_opens_once_when_the_phone_is_gone(client, app, session, ilze, secret):
    code = second_factor.recovery_codes_of(ilze)[0]
    give_password(client)
    typed = code.replace("-", " ").upper()
    answer = client.submit("/lv/sign-in/recovery", {"code": typed}, follow=False)
    thief = app.test_client()
    give_password(thief)

    assert answer.location == "/lv/organise/"
    assert thief.submit("/lv/sign-in/recovery", {"code": code}).status_code == 422
    assert "Atlikuši 9 atkopšanas kodi." in client.get("/lv/organise/account/").words
    assert actions(session)[-1] == "recovery code used"
    assert mails(session)[-1] == "Eventreg atvērts ar atkopšanas kodu"
    told = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert "vienu no jūsu atkopšanas kodiem" in " ".join(delivered_text(told).split())


def test_staff_set_up_a_second_factor_and_stay_signed_in_here_only(client, app, session, ilze):
    client.sign_in(ilze)
    elsewhere = app.test_client()
    elsewhere.sign_in(ilze)
    page = client.get(SET_UP)
    with client.session_transaction() as kept:
        secret = kept["tf_totp_secret"]
    codes = client.submit(page, {"code": shown(secret)})

    assert second_factor.readable(secret) in page.words
    assert codes.heading == "Jūsu atkopšanas kodi"
    assert codes.words.count("-") >= 20
    assert client.get("/lv/organise/").status_code == 200
    assert elsewhere.get("/lv/organise/").status_code == 303
    assert actions(session)[-1] == "second factor turned on"
    assert mails(session)[-1] == "Jūsu otrais faktors sistēmā eventreg ir ieslēgts"


def test_nothing_is_on_before_a_code_was_right(client, session, ilze):
    client.sign_in(ilze)
    answer = client.submit(SET_UP, {"code": "000000"})
    session.refresh(ilze)

    assert (answer.status_code, ilze.has_second_factor) == (422, False)


def test_neither_secret_nor_recovery_codes_are_kept_as_they_are(session, ilze, secret):
    kept = session.execute(
        select(Account.tf_totp_secret, Account.mf_recovery_codes).where(Account.id == ilze.id)
    ).one()
    plain = second_factor.readable(secret).replace(" ", "")
    codes = second_factor.recovery_codes_of(ilze)
    log = repr([(entry.before, entry.after) for entry in session.scalars(select(LogEntry))])

    assert plain not in kept.tf_totp_secret
    assert not set(codes) & set(kept.mf_recovery_codes)
    assert plain not in log
    assert secret not in log


@pytest.mark.database("sqlite")
def test_an_earlier_secret_key_still_reads_what_was_kept_under_it(app):
    def codes(*keys):
        return Codes(settings(keys[0], keys[1:])["SECURITY_TOTP_SECRETS"], "eventreg")

    kept = codes("a" * 32).generate_totp_secret()
    read = codes("b" * 32, "a" * 32).get_totp_b32_key(kept)

    assert read == codes("a" * 32).get_totp_b32_key(kept)
    with pytest.raises(KeyError):
        codes("b" * 32).get_totp_b32_key(kept)


@pytest.mark.database("sqlite")
def test_a_second_factor_that_no_key_reads_any_more_opens_nothing(client, session, ilze, secret):
    made = Codes(settings("c" * 32, ())["SECURITY_TOTP_SECRETS"], "eventreg")
    ilze.tf_totp_secret = made.generate_totp_secret()
    give_password(client)

    assert client.submit("/lv/sign-in/code", {"code": "123456"}).status_code == 422


def test_recovery_codes_are_shown_for_a_while_only(client, ilze, secret):
    client.sign_in(ilze)
    old = second_factor.recovery_codes_of(ilze)
    unasked = client.get("/lv/organise/account/recovery-codes")
    refused = client.submit("/lv/organise/account/recovery-codes/new", {"password": "cita"})
    page = client.submit("/lv/organise/account/recovery-codes/new", {"password": PASSWORD})

    assert unasked.location == "/lv/organise/account/"
    assert refused.errors == ["Tā nav jūsu parole."]
    assert page.heading == "Jūsu atkopšanas kodi"
    assert not [code for code in old if code in page.words]


def test_the_second_factor_moves_to_another_phone_with_password_and_code(
    client, session, ilze, secret
):
    client.sign_in(ilze)
    page = client.get(SET_UP)
    with client.session_transaction() as kept:
        new = kept["tf_totp_secret"]
    refused = client.submit(page, {"code": shown(new), "password": "cita"})
    client.submit(page, {"code": shown(new), "password": PASSWORD})
    session.refresh(ilze)

    assert refused.errors == ["Tā nav jūsu parole."]
    assert ilze.tf_totp_secret == new
    assert actions(session)[-1] == "second factor moved"


def test_it_is_turned_off_with_the_password(client, session, ilze, secret):
    client.sign_in(ilze)
    client.submit(f"{SET_UP}/off", {"password": PASSWORD})
    client.sign_out()

    assert give_password(client).location == "/lv/organise/"
    assert actions(session)[-1] == "second factor turned off"
    assert mails(session)[-1] == "Jūsu otrais faktors sistēmā eventreg ir izslēgts"


def test_it_stays_on_while_an_organisation_requires_it(client, session, ministry, ilze, secret):
    ministry.second_factor_required = True
    client.sign_in(ilze)
    answer = client.submit(f"{SET_UP}/off", {"password": PASSWORD})

    assert answer.errors == [
        "Kultūras ministrija prasa otro faktoru. To var pārcelt uz citu tālruni."
    ]
    assert f"{SET_UP}/off" not in client.get("/lv/organise/account/").links.values()


def test_an_owner_without_a_second_factor_cannot_require_one(client, session, ministry, ilze):
    client.sign_in(ilze)
    answer = client.submit(REQUIRE, {"required": "y"})
    session.refresh(ministry)

    assert answer.errors[0].startswith("Vispirms iestatiet otro faktoru sev")
    assert not ministry.second_factor_required


def test_an_owner_requires_it_and_sees_who_has_none(client, session, ministry, ilze, secret):
    an_account(organisation=ministry, role=StaffRole.READER, name="Rita")
    client.sign_in(ilze)
    warned = client.get(REQUIRE)
    client.submit(REQUIRE, {"required": "y"})
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()

    assert "1 darbiniekam tā vēl nav" in warned.words
    read = client.get("/lv/organise/o/km/log/").words

    assert "Ieslēgts otrais faktors: Anna Bērziņa" in read
    assert (entry.subject, entry.after) == ("organisation", {"second_factor_required": True})
    assert client.get("/lv/organise/o/km/members").words.count("Vēl nav") == 1


def test_a_member_without_one_sets_it_up_and_goes_on(client, session, ministry):
    ministry.second_factor_required = True
    rita = an_account(organisation=ministry, role=StaffRole.READER)
    client.sign_in(rita)
    page = client.get("/lv/organise/o/km/?x=1", follow_redirects=True)
    with client.session_transaction() as kept:
        secret = kept["tf_totp_secret"]
    codes = client.submit(page, {"code": shown(secret)})

    assert page.path == SET_UP
    assert "Kultūras ministrija prasa otro faktoru" in page.words
    assert codes.links["Kodi ir saglabāti, turpināt"] == "/lv/organise/o/km/?x=1"
    assert client.get("/lv/organise/o/km/").status_code == 200


def test_a_form_of_theirs_is_not_done_but_answered_by_the_set_up(client, session, ministry, ilze):
    client.sign_in(ilze)
    form = client.get("/lv/organise/o/km/edit")
    ministry.second_factor_required = True
    page = client.submit(form, {"phone": "67021600"})
    session.refresh(ministry)

    assert page.path == SET_UP
    assert "Vēl nekas nav saglabāts." in page.words
    assert ministry.phone == ""


def test_other_organisations_of_the_member_stay_open(client, session, ministry, ilze):
    ministry.second_factor_required = True
    other = an_organisation(slug="lm")
    ilze.memberships.extend(an_account(organisation=other).memberships)
    event = an_event(organisation=other)
    client.sign_in(ilze)

    assert client.get("/lv/organise/o/lm/").status_code == 200
    assert client.get(f"/lv/organise/e/{event.slug}/").status_code == 200
    assert client.get("/lv/organise/").status_code == 303  # shows the ministry's events too


def test_asking_for_a_second_factor_takes_no_statement(client, session, ministry, ilze, secret):
    event = an_event(organisation=ministry)
    client.sign_in(ilze)
    client.get(f"/lv/organise/e/{event.slug}/")
    with counted_statements() as before:
        client.get(f"/lv/organise/e/{event.slug}/")
    ministry.second_factor_required = True
    session.commit()
    with counted_statements() as after:
        client.get(f"/lv/organise/e/{event.slug}/")

    assert len(after) == len(before)
    assert not [one for one in after if "FROM organisation" in one]


def test_a_draft_of_theirs_is_not_shown_without_it(client, session, ministry, ilze):
    draft = an_event(organisation=ministry)
    client.sign_in(ilze)
    seen = client.get(f"/lv/e/{draft.slug}/")
    ministry.second_factor_required = True

    assert seen.status_code == 200
    assert client.get(f"/lv/e/{draft.slug}/").location.startswith(SET_UP)


def test_a_lost_second_factor_is_taken_away(client, session, ilze, secret):
    client.sign_in(ilze)
    second_factor.reset(account=ilze, actor=Actor(ActorKind.COMMAND), now=clock.now())
    session.commit()

    assert client.get("/lv/organise/").status_code == 303  # every session ended
    client.sign_out()
    assert give_password(client).location == "/lv/organise/"
    assert actions(session)[-1] == "second factor reset"
    assert mails(session)[-1] == "Jūsu otrais faktors sistēmā eventreg ir noņemts"
