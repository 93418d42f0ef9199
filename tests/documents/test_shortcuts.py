"""The renderer's short ways through WeasyPrint lead to the very same bytes (R17)."""

import json
import subprocess
import sys
from pathlib import Path

from flask import Flask

from eventreg.documents.models import DocumentKind
from eventreg.documents.press import Limits, _environment
from eventreg.documents.typesetting import typeset
from tests.documents.people_samples import participant, participant_list
from tests.documents.report_samples import report
from tests.documents.samples import FIRST, full_agenda

# Prints the papers on stdin the long way, then the short ways, and tells which are the same.
BOTH_WAYS = """
import json, sys
from eventreg.documents import kept_fonts, renderer, shortcuts

papers = json.load(sys.stdin)

def printed():
    made = renderer.Renderer()
    for html in papers:
        yield made.render(html, language="lv", title="T", pictures={}, work=renderer._whole)[0]

long_way = list(printed())
shortcuts.take()
kept_fonts.take()
short_way = list(printed())
with_what_is_kept = list(printed())
alike = zip(long_way, short_way, with_what_is_kept, strict=True)
json.dump([len(a) > 10_000 and a == b == c for a, b, c in alike], sys.stdout)
"""
PAPERS = (
    (DocumentKind.AGENDA, full_agenda("en")),
    (DocumentKind.PARTICIPANTS, participant_list([participant(number) for number in range(12)])),
    (DocumentKind.REPORT, report()),
)


def test_the_short_ways_print_the_same_bytes(tmp_path: Path, words: Flask) -> None:  # R17
    with words.app_context():
        papers = [typeset(kind, facts, FIRST).html for kind, facts in PAPERS]
    done = subprocess.run(
        [sys.executable, "-c", BOTH_WAYS],
        input=json.dumps(papers).encode(),
        env=_environment(tmp_path, Limits()),
        stdout=subprocess.PIPE,
        check=True,
    )
    assert json.loads(done.stdout) == [True, True, True]
