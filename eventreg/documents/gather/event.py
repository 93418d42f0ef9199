"""The facts of the letterhead and of the event's head."""

from datetime import datetime
from zoneinfo import ZoneInfo

from eventreg.accounts.models import Organisation
from eventreg.addresses import absolute
from eventreg.documents.facts.head import EventFacts, Letterhead, Text, shown
from eventreg.events.models import Event, EventStatus


def letterhead(organisation: Organisation, language: str) -> Letterhead:
    """Who issues the document."""
    return Letterhead(
        name=shown(organisation.name, language),
        address=shown(organisation.address, language),
        email=organisation.email,
        phone=organisation.phone,
        website=organisation.website,
        accent=organisation.accent_colour,
        logo=organisation.logo_key,
    )


def event_facts(event: Event, language: str, now: datetime) -> EventFacts:
    """What stands in the head of each of the event's documents."""
    place = event.place or (event.host_territory.name if event.host_territory else None)
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    return EventFacts(
        slug=event.slug,
        title=shown(event.title, language),
        kind=shown(event.kind, language),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        time_zone=event.time_zone,
        place=shown(place, language) if place else Text(),
        address=event.address,
        series=shown(event.series.name, language) if event.series else Text(),
        network=shown(event.network.name, language) if event.network else Text(),
        funding=shown(event.funding, language),
        url=absolute("events.page", lang=language, slug=event.slug),
        privacy_url=absolute("events.privacy", lang=language, slug=event.slug),
        draft=is_draft(event),
        cancelled=event.status is EventStatus.CANCELLED,
        over=event.ends_on < today,
    )


def is_draft(event: Event) -> bool:
    """Whether nobody outside has been shown the event yet."""
    return event.published_at is None or event.status is EventStatus.DRAFT
