"""`eventreg account`: people who work for organisations."""

import click

from eventreg.commands.frame import command, transaction

ROLES = ("owner", "editor", "desk", "reader")


EXAMPLE = "eventreg account add ilze@example.org --organisation ministrija --role owner"


@click.group(epilog=f"\b\nExample:\n  {EXAMPLE}")
def account() -> None:
    """Let people work for an organisation."""


@account.add_command
@command(example=EXAMPLE)
@click.argument("email")
@click.option("--organisation", required=True, help="The organisation's short name.")
@click.option("--organisation-name", help="Its name in Latvian; adds it when there is none yet.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--name", default="", help="The person's name.")
@click.option("--lang", type=click.Choice(("lv", "en")), default="lv", show_default=True)
def add(
    *, email: str, organisation: str, organisation_name: str | None, role: str, name: str, lang: str
) -> None:
    """Add an account and print its one-time sign-in link."""
    from email_validator import EmailNotValidError, validate_email

    from eventreg import clock
    from eventreg.accounts import service
    from eventreg.accounts.models import StaffRole
    from eventreg.accounts.service import OrganisationFacts
    from eventreg.history.service import COMMAND
    from eventreg.language.local_text import LocalText

    try:
        address = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise click.BadParameter(str(error), param_hint="EMAIL") from error
    with transaction():
        now = clock.now()
        body = service.organisation_named(organisation)
        if body is None and organisation_name is None:
            raise click.ClickException(
                f"There is no organisation {organisation!r}; --organisation-name adds it."
            )
        if body is None:
            facts = OrganisationFacts(name=LocalText(lv=organisation_name))
            body = service.add_organisation(facts=facts, slug=organisation, actor=COMMAND, now=now)
        added = service.add_account(
            email=address.normalized,
            organisation=body,
            role=StaffRole(role),
            name=name,
            language=lang,
            actor=COMMAND,
            now=now,
        )
        click.echo(f"{added.account.email} works for {organisation} as {role}.")
        if added.link:
            click.echo(f"Sign in once, within a day, at: {added.link}")


@account.add_command
@command(
    example="eventreg account reset-second-factor ilze@example.org", name="reset-second-factor"
)
@click.argument("email")
def reset_second_factor(*, email: str) -> None:
    """Take the second factor from somebody who lost phone and recovery codes.

    Make sure first that it is the person who asks. Every session of theirs ends, a mail tells them,
    and the log keeps it.
    """
    from eventreg import clock
    from eventreg.accounts.second_factor.service import reset
    from eventreg.accounts.service import account_with
    from eventreg.history.service import COMMAND

    with transaction():
        found = account_with(email)
        if found is None:
            raise click.ClickException(f"There is no account {email!r}.")
        reset(account=found, actor=COMMAND, now=clock.now())
        click.echo(f"{found.email} signs in with the password alone until a new one is set up.")
