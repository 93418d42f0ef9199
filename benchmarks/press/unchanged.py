"""How long a browser waits for a list that has not changed, from a real application."""

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.press.people import a_name
from eventreg import clock
from eventreg.app import create_app
from eventreg.database import db
from eventreg.events.models import Audience, Event
from eventreg.registration.models import Consent, ConsentPurpose, Registration, RegistrationState
from tests.databases import SqliteDatabase
from tests.factories import a_registration, an_open_event
from tests.settings import settings_for

ADDRESS = "/lv/e/{slug}/participants.pdf"


def unchanged_ms(people: int, *, times: int) -> tuple[float, bool]:
    """Milliseconds for a browser that has the list, and whether it was told so (304)."""
    with tempfile.TemporaryDirectory(prefix="eventreg-press-") as folder:
        home = Path(folder)
        database = SqliteDatabase(home)
        app = create_app(settings_for(home, DATABASE_URL=database.url))
        database.migrate(app)
        with app.app_context():
            slug = _event_with(people)
        client = app.test_client()
        address = ADDRESS.format(slug=slug)
        first = client.get(address)
        etag = {"If-None-Match": first.headers["ETag"]}
        took, told = [], []
        for _ in range(times):
            started = time.perf_counter()
            answer = client.get(address, headers=etag)
            took.append(1000 * (time.perf_counter() - started))
            told.append(answer.status_code == 304)
        app.extensions["eventreg.press"].close()
        with app.app_context():
            db.engine.dispose()
        app.extensions["eventreg.tasks"].huey.storage.close()
        return statistics.median(took), all(told) and first.status_code == 200


def _event_with(people: int) -> str:
    event: Event = an_open_event(list_audience=Audience.PUBLIC, capacity=people + 1)
    pattern = a_registration(event=event)
    db.session.flush()
    columns = [column.name for column in Registration.__table__.columns if column.name != "id"]
    values = {name: getattr(pattern, name) for name in columns}
    moment = clock.now() - timedelta(days=1)
    rows = []
    for number in range(people - 1):
        given, family = a_name(number).split()
        rows.append(
            values
            | {
                "uid": f"{number:022}",
                "reference": f"T{number:07}",
                "first_name": given,
                "last_name": family,
                "name_sort": f"{family} {given}".casefold(),
                "email": f"{number}@example.org",
                "email_key": f"{number}@example.org",
                "state": RegistrationState.CONFIRMED,
                "created_at": moment,
            }
        )
    db.session.execute(insert(Registration), rows)
    found = db.session.scalars(select(Registration.id).where(Registration.event_id == event.id))
    agreed = {
        "purpose": ConsentPurpose.LIST_PUBLIC,
        "wording": "Esmu ar mieru",
        "language": "lv",
        "given_at": moment,
    }
    db.session.execute(insert(Consent), [{"registration_id": each, **agreed} for each in found])
    db.session.commit()
    return str(event.slug)
