"""A document as an answer to a browser."""

from flask import Response, request

from eventreg.documents.papers import Paper
from eventreg.documents.service import content
from eventreg.web.caching import ASK_AGAIN


def pdf_answer(paper: Paper) -> Response:
    """The PDF under a readable name; 304 without touching the file when the browser has it."""
    if request.if_none_match.contains(paper.etag):
        answer = Response(status=304)
    else:
        answer = Response(content(paper), mimetype="application/pdf")
        answer.headers.set("Content-Disposition", "inline", filename=paper.file_name)
        answer.headers["Content-Language"] = paper.language
        answer.last_modified = paper.made_at
    if paper.is_public:
        answer.headers["Cache-Control"] = ASK_AGAIN
    else:
        answer.headers["Cache-Control"] = "private, no-store"
    answer.set_etag(paper.etag)
    return answer
