"""What the rules of the second factor say no to."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class CodeWrong(DomainError):
    """No code of the app of this half minute, or one that was used already."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This code is not right, or it was used already. "
                "Wait for the next one in the app and enter that."
            ),
            field="code",
        )


class RecoveryCodeWrong(DomainError):
    """None of the codes kept, or one that was used already."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("This recovery code is not right, or it was used already."), field="code"
        )


class PasswordWrong(DomainError):
    """Who is signed in must give the password once more, and gave another."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This is not your password."), field="password")


class TooManyCodes(DomainError):
    """So many tries in a quarter of an hour that nobody guesses a code."""

    status = 429
    retry_after = 15 * 60

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("There were too many tries. Wait a quarter of an hour, then try again.")
        )


class SecondFactorMustStay(DomainError):
    """An organisation of the person requires one."""

    def __init__(self, organisation: str):
        super().__init__(
            lazy_gettext(
                "%(organisation)s requires a second factor. You can move it to another phone.",
                organisation=organisation,
            )
        )


class OwnSecondFactorMissing(DomainError):
    """Who requires a second factor of all would lock themselves out."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Set up a second factor for yourself first, then you can require it."),
            field="required",
        )


class NoSecondFactor(DomainError):
    """There is nothing to take away."""

    def __init__(self, email: str):
        super().__init__(lazy_gettext("%(email)s has no second factor.", email=email))
