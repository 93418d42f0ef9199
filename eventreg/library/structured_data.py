"""A practice as schema.org describes it, for search engines."""

from typing import Any

from eventreg.addresses import absolute
from eventreg.library.service import Practice


def structured_data(practice: Practice, *, language: str, address: str) -> dict[str, Any]:
    """The practice in the terms of schema.org/Article; `address` is the page's full address.

    Who contributed it is named only as agreed (R21).
    """
    row = practice.row
    topic = row.topic.name.in_(language) if row.topic else ""
    found = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": row.title.in_(language),
        "description": row.text.in_(language),
        "about": topic,
        "dateModified": practice.changed_at.isoformat(),
        "inLanguage": language,
        "url": address,
        "author": _author(practice),
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": row.event.organisation.name.in_(language),
        },
        "image": [
            absolute(
                "library.picture", lang=language, uid=row.uid, photo_uid=photo.uid, size="large"
            )
            for photo in practice.photos
        ],
        "contentLocation": practice.place,
        "isBasedOn": absolute("events.page", lang=language, slug=row.event.slug),
    }
    return {name: value for name, value in found.items() if value}


def _author(practice: Practice) -> dict[str, Any]:
    institution = {"@type": "Organization", "name": practice.institution}
    if not practice.author:
        return institution if practice.institution else {}
    person: dict[str, Any] = {"@type": "Person", "name": practice.author}
    return person | ({"affiliation": institution} if practice.institution else {})
