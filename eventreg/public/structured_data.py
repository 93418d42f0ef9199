"""An event as schema.org describes it, for search engines and calendars."""

from typing import Any

from eventreg.events.models import Event, EventStatus


def structured_data(event: Event, *, language: str, address: str) -> dict[str, Any]:
    """The event in the terms of schema.org/Event; `address` is the page's full address."""
    status = "EventCancelled" if event.status is EventStatus.CANCELLED else "EventScheduled"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title.in_(language),
        "description": event.aim.in_(language) or event.description.in_(language),
        "startDate": event.starts_on.isoformat(),
        "endDate": event.ends_on.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": language,
        "url": address,
        "location": _place(event, language),
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": event.organisation.name.in_(language),
            "url": event.organisation.website,
        },
    }
    return _without_blanks(found)


def _place(event: Event, language: str) -> dict[str, Any]:
    territory = event.host_territory
    region = territory.name.in_(language) if territory else ""
    postal = {
        "@type": "PostalAddress",
        "streetAddress": event.address,
        "addressRegion": region,
        "addressCountry": territory.country if territory else "",
    }
    return {
        "@type": "Place",
        "name": event.place.in_(language) or region,
        "address": _without_blanks(postal),
    }


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
