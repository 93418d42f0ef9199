"""A report of 120 pages with photos: within the limits of the press, with progress told."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from PIL import Image

from eventreg.documents.exports.docx import report_as_docx
from eventreg.documents.exports.page import report_as_file
from eventreg.documents.facts.report import ByTopic, Photo
from eventreg.documents.models import DocumentKind
from eventreg.documents.part_cache import PartCache
from eventreg.documents.printing import printed
from eventreg.ports import files
from tests.documents.conftest import opened
from tests.documents.report_samples import OPINIONS, PRACTICE, PROPOSALS, report
from tests.documents.samples import FIRST, lv

PRACTICES, PROPOSED, SAID = 40, 200, 1200


def a_photo(number, size=(1600, 1067)):
    """A picture of many shades, as from a phone; each another one."""
    file = BytesIO()
    shades = Image.radial_gradient("L").resize(size)
    rough = Image.effect_noise(size, 40)
    Image.merge("RGB", (shades, rough, shades.rotate(number))).save(file, "JPEG", quality=80)
    key = f"photos/{number}.jpeg"
    files.store().put(key, file.getvalue())
    return Photo(key=key, alt=lv(f"Nodarbība klasē, {number}. attēls"))


def large_report():
    practices = [
        replace(PRACTICE, title=lv(f"Prakse {number}"), photos=(a_photo(number),))
        for number in range(PRACTICES)
    ]
    (opinions,) = OPINIONS
    (opinion,) = opinions.contributions
    said = tuple(replace(opinion, title=lv(f"Viedoklis {number}")) for number in range(SAID))
    return report(
        good_practices=tuple(
            ByTopic(topic=lv(f"joma {first}"), contributions=tuple(practices[first : first + 10]))
            for first in range(0, PRACTICES, 10)
        ),
        opinions=(replace(opinions, contributions=said),),
        proposals=tuple(
            replace(PROPOSALS[number % 2], title=lv(f"Priekšlikums {number}"))
            for number in range(PROPOSED)
        ),
    )


@pytest.mark.slow
@pytest.mark.database("sqlite")
def test_a_report_of_120_pages_with_photos_is_printed_and_tells_how_far_it_is(
    app, one_press, tmp_path
):
    told = []
    made = printed(
        DocumentKind.REPORT,
        large_report(),
        FIRST,
        press=one_press,
        cache=PartCache(tmp_path / "parts"),
        tell=lambda done, of: told.append((done, of)),
    )

    with opened(made.pdf) as pdf:
        pictures = {
            image.objgen
            for page in pdf.pages
            for image in page.get_images().values()
            if image.Filter == "/DCTDecode"
        }
        assert len(pdf.pages) >= 120
        assert len(pictures) == PRACTICES
    done, parts = zip(*told, strict=True)
    assert done == tuple(range(1, len(told) + 1))
    assert len(told) > parts[0] // 2


@pytest.mark.database("sqlite")
def test_photos_stand_in_the_docx_and_in_the_page_with_their_words(app):
    practice = replace(PRACTICE, photos=(a_photo(1, (300, 200)),))
    facts = report(good_practices=(ByTopic(topic=lv("izglītība"), contributions=(practice,)),))

    document = docx.Document(BytesIO(report_as_docx(facts, made_at=FIRST.made_at)))
    html = report_as_file(facts, made_at=FIRST.made_at)

    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Nodarbība klasē, 1. attēls"
    assert 'src="data:image/jpeg;base64,' in html
    assert 'alt="Nodarbība klasē, 1. attēls"' in html
