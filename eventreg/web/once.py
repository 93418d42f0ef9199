"""A form that makes something makes it once, however often it is sent (R9).

A form that says so (`web.forms.OnceForm`) has a one-time key, and so has a button that says `once`.
The key, what was typed and where the answer led are noted in the transaction that made the thing. A
double click, the back button or a retry sends the same again and is led to the same page; of two
that come at once the later one's transaction breaks at the note, or at a rule that the first one's
thing now stands against, so that nothing is made twice. The same form with other words is meant,
and makes another thing. Registering has a stricter way (`registration.submissions`).
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import Flask, Response, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from eventreg import clock
from eventreg.accounts.models import SentForm
from eventreg.database import db
from eventreg.web.forms import ONCE_KEY

REMEMBERED_FOR = timedelta(days=1)


def init(app: Flask) -> None:
    """Must come after `web.transaction`, whose commit takes the note along."""
    app.before_request(_sent_before)
    app.after_request(_note)


def forget_past(*, now: datetime) -> None:
    """Remove the notes that nobody will ask for."""
    db.session.execute(delete(SentForm).where(SentForm.sent_at <= now - REMEMBERED_FOR))


def _sent_before() -> ResponseReturnValue | None:
    if not _makes_something():
        return None
    answer = _answered(_digest())
    g.sent_before = answer is not None
    return answer


def _makes_something() -> bool:
    return request.method == "POST" and bool(request.form.get(ONCE_KEY))


def _answered(key: str) -> ResponseReturnValue | None:
    sent = db.session.get(SentForm, key)
    return redirect(sent.address, 303) if sent else None


def _note(response: Response) -> Response:
    """Note what was made; whoever was slower at that is led to what the other one made."""
    if not _makes_something() or g.get("sent_before") or response.status_code == 200:
        return response
    key = _digest()
    if response.status_code == 303:
        try:
            db.session.add(SentForm(key=key, address=response.location, sent_at=clock.now()))
            db.session.flush()
        except IntegrityError:
            response = current_app.make_response(redirect(request.url, 303))
        else:
            return response
    db.session.rollback()
    return current_app.make_response(_answered(key) or response)


def _digest() -> str:
    """Of who sends what where, under the installation's key: nothing can be read back from it."""
    form = request.form.items(multi=True)
    typed = sorted((name, value) for name, value in form if name != "csrf_token")
    who = current_user.get_id() if current_user.is_authenticated else ""
    text = repr((who, request.path, typed))
    key = str(current_app.secret_key).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
