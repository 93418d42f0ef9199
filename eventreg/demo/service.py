"""Setting the demonstration up; what is there already is left as it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from eventreg.accounts import service as accounts
from eventreg.accounts.models import Account, Organisation, StaffRole
from eventreg.accounts.service import OrganisationFacts
from eventreg.database import db
from eventreg.demo import coming_event, first_event
from eventreg.demo import network as sample_network
from eventreg.demo import photos as sample_photos
from eventreg.demo.folder import SIGN_IN_FILE, DemoFolder
from eventreg.errors import DomainError
from eventreg.events.event_file.importing import import_event
from eventreg.events.models import Event
from eventreg.events.registration_window import RegistrationWindow, registration_window
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.territories.loading import ensure_latvia
from eventreg.territories.models import Territory

ORGANISER = "organiser@example.org"
ORGANISATION = "kulturas-ministrija"
PASSWORD_LENGTH = 12

PRIVACY_NOTICE = LocalText(
    lv=(
        "Paraugteksts demonstrācijai.\n\n"
        "Pārzinis ir Kultūras ministrija. Dalībnieku datus (vārdu, uzvārdu, amatu, iestādi, "
        "pašvaldību, e-pasta adresi, tālruni) apstrādā, lai sarīkotu pasākumu: tas ir uzdevums "
        "sabiedrības interesēs. Vārdu dalībnieku sarakstā un fotogrāfijas publicē tikai ar "
        "piekrišanu, ko jebkurā brīdī var atsaukt.\n\n"
        "Datus redz pasākuma rīkotāji; ziņas par uzturu un piekļūstamību tikai tie, kas tās kārto. "
        "Ziņas par vajadzībām dzēš 30 dienas pēc pasākuma, kontaktinformāciju – divus gadus pēc "
        "tā.\n\n"
        "Jums ir tiesības savus datus redzēt, labot, saņemt un dzēst, kā arī iesniegt sūdzību Datu "
        "valsts inspekcijā."
    ),
    en=(
        "Sample text for the demonstration.\n\n"
        "The controller is the Ministry of Culture. Participants' data (name, position, "
        "institution, municipality, e-mail address, telephone) are processed to hold the event: "
        "a task in the public interest. Names in the list of participants and photographs are "
        "published only with consent, which can be withdrawn at any time.\n\n"
        "The organisers of the event see the data; diet and access needs are seen only by those "
        "who arrange them. Needs are erased 30 days after the event, contact data two years after "
        "it.\n\n"
        "You have the right to see, correct, receive and erase your data, and to complain to the "
        "Data State Inspectorate."
    ),
)


class InstallationInUse(DomainError):
    """The database holds somebody's work; samples would mix with it."""

    def __init__(self) -> None:
        super().__init__(
            "This installation is in use. Give the demonstration a folder of its own: "
            "eventreg demo --folder demo"
        )


@dataclass(frozen=True)
class Demo:
    """How to sign in, and the addresses of the events."""

    email: str
    password: str
    events: tuple[str, ...]


def set_up(folder: DemoFolder, *, now: datetime) -> Demo:
    """Have territories, organisation, organiser's account and both events in the database.

    Whatever is there already stays as it is. Raises InstallationInUse.
    """
    organisation = accounts.organisation_named(ORGANISATION)
    if not folder.holds(SIGN_IN_FILE) and db.session.scalar(
        select(exists().where(Organisation.id > 0))
    ):
        raise InstallationInUse
    if not db.session.scalar(select(exists().where(Territory.id > 0))):
        ensure_latvia(now=now)
    if organisation is None:
        organisation = _add_organisation(now)
    password = folder.secret(SIGN_IN_FILE, length=PASSWORD_LENGTH)
    _have_account(organisation, password=password, now=now)
    _have_events(now)
    slugs = db.session.scalars(
        select(Event.slug)
        .where(Event.organisation_id == organisation.id)
        .order_by(Event.starts_on.desc(), Event.id)
    )
    return Demo(ORGANISER, password, tuple(slugs))


def _add_organisation(now: datetime) -> Organisation:
    facts = OrganisationFacts(
        name=LocalText(lv="Kultūras ministrija", en="Ministry of Culture"),
        address=LocalText(
            lv="K. Valdemāra iela 11a, Rīga, LV-1364", en="K. Valdemāra iela 11a, Riga, LV-1364"
        ),
        email="pasakumi@example.org",
        phone="+371 60000000",
        data_protection_contact=LocalText(
            lv="Datu aizsardzības speciālists, dati@example.org (paraugs)",
            en="Data protection officer, dati@example.org (sample)",
        ),
        privacy_notice=PRIVACY_NOTICE,
    )
    return accounts.add_organisation(facts=facts, slug=ORGANISATION, actor=COMMAND, now=now)


def _have_account(organisation: Organisation, *, password: str, now: datetime) -> Account:
    account = accounts.account_with(ORGANISER)
    if account is None:
        added = accounts.add_account(
            email=ORGANISER,
            organisation=organisation,
            role=StaffRole.OWNER,
            name="Parauga organizators",
            actor=COMMAND,
            now=now,
        )
        account = added.account
        accounts.set_password(account=account, password=password, now=now)
    return account


def _have_events(now: datetime) -> None:
    known = db.session.scalars(select(Event).order_by(Event.id)).all()
    if all(event.slug != first_event.SLUG for event in known):
        first = import_event(first_event.first_event(), actor=COMMAND, now=now).event
        sample_photos.fill(first, now=now)
        if first.network is not None:
            sample_network.fill(first.network, now=now)
    open_ones = [
        event
        for event in known
        if event.slug.startswith(coming_event.SLUG_BEGINS)
        and registration_window(event, now=now)
        in {RegistrationWindow.OPEN, RegistrationWindow.FULL, RegistrationWindow.WAITING}
    ]
    if not open_ones:
        import_event(coming_event.coming_event(now=now), actor=COMMAND, now=now)
