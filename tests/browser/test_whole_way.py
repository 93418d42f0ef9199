"""The first event goes the whole way: from what three experts saw to a public final report.

Experts write on phones, the organiser makes one of several texts, heeds the warning, writes two
sections, sends the draft for comments, answers and makes it final. Papers in both languages are
then held to their own facts, and a name that is withdrawn is gone at once.
"""

import json
import re
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select

from eventreg.accounts.models import Organisation, StaffRole
from eventreg.database import db
from eventreg.documents.facts.head import as_json
from eventreg.documents.gather.report import current_facts
from eventreg.events.event_file.composing import event_of
from eventreg.events.event_file.importing import import_event
from eventreg.events.event_file.text import read
from eventreg.history.service import COMMAND
from eventreg.paths import DATA
from eventreg.registration.links import token_of
from tests.browser.people import Person, text_of_pdf
from tests.documents.faults import letters
from tests.documents.structure import tagged
from tests.factories import NOON, a_registration, an_account
from tests.photographs import a_picture

pytestmark = [pytest.mark.database("sqlite"), pytest.mark.slow]

SLUG = "limbazi-2017"
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True}
ROOM = f"/en/organise/e/{SLUG}"
# What the facts say for programs alone: names of rows, codes, addresses, languages.
NOT_PRINTED = {
    *("code", "host_code", "country", "key", "language", "time_zone", "slug", "accent"),
    *("kind", "host_kind", "role", "status", "what", "starts_on", "ends_on", "dated_on", "day"),
}

MENTOR = {
    "title": "Mentors vakarskolā",
    "text": "Katram jaunietim, kas atgriežas skolā, ir mentors.",
    "solution": "Mentors tiekas ar jaunieti katru nedēļu.",
    "needed_to_repeat": "Divi cilvēki un telpa.",
}
NEARLY = {
    "title": "Mentors jaunietim",
    "text": "Jaunietim, kas atgriežas skolā, ir mentors katram.",
}
OPINION = {
    "title": "Skola ir atvērta",
    "text": "Skolas direktors Jānis Bērziņš ir roms un runā ar katru vecāku.",
}
PROBLEM = {"title": "Autobusa nav", "text": "Vakarā no skolas uz pagastu autobuss nekursē."}
PROPOSAL = {
    "title": "Vakara reiss",
    "text": "Jāievieš vakara reiss divas reizes nedēļā.",
    "addressee": "Limbažu novada pašvaldība",
}
CHAPTERS = {
    "lv": ("Labā prakse", "Viedokļi", "Problēmas", "Priekšlikumi"),
    "en": ("Good practices", "Opinions", "Problems", "Proposals"),
}
SEEN = "Mentors un jaunietis pie galda"
AIM_LV, AIM_EN = "Uzdevums: iepazīt divas iestādes.", "Task: to get to know two institutions."
NEXT_LV, NEXT_EN = "Nākamā tikšanās būs pavasarī.", "The next meeting will be in spring."


@pytest.fixture
def experts(latvia, app):
    """Three people who were there, each with the path of the own link."""
    file = (DATA / "events" / f"{SLUG}.json").read_text(encoding="utf-8")
    event = import_event(read(file), actor=COMMAND, now=NOON).event
    people = [
        a_registration(event=event, first_name=first, last_name=last, institution=institution)
        for first, last, institution in (
            ("Anna", "Āboliņa", "Cēsu 1. pamatskola"),
            ("Juris", "Liepa", "Talsu jauniešu centrs"),
            ("Zane", "Ozola", "Ogres novada pašvaldība"),
        )
    ]
    paths = [f"/lv/r/{token_of(person)}" for person in people]
    db.session.commit()
    return paths


@pytest.fixture
def organiser(experts, app, visitor, server):
    """Somebody of the ministry, in English and without JavaScript."""
    ministry = db.session.scalars(select(Organisation)).one()
    account = an_account(organisation=ministry, role=StaffRole.EDITOR)
    db.session.commit()
    page = visitor(language="en", javascript=False)
    client = app.test_client()
    client.sign_in(account)
    db.session.rollback()  # a transaction left open would keep the server waiting on SQLite
    cookie = client.get_cookie("eventreg").value
    page.context.add_cookies([{"name": "eventreg", "value": cookie, "url": server}])
    return Person(page)


def gives(expert, path, kind, naming, **said):
    """Writes and sends one text; fields that the kind has not are left out."""
    expert.opens(f"{path}/contributions/add/{kind}").fills(**said)
    expert.page.select_option('[name="topic"]', label="izglītība")
    expert.page.check(f'[name="naming"][value="{naming}"]')
    expert.page.click('button[name="step"][value="send"]')
    expert.arrives("/contributions/").reads(said["title"])


def adds_a_photo(expert, path):
    """To the text sent last: taken by the phone, agreed to, then described."""
    expert.opens(f"{path}/contributions/")
    expert.page.get_by_role("link", name=re.compile("Rakstīt tālāk")).first.click()
    expert.presses("Saglabāt un pievienot fotoattēlus").arrives("/photos/")
    taken = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_picture(size=(900, 600))}
    expert.page.set_input_files('[name="photos"]', files=[taken])
    expert.page.check('[name="agreed"]')
    expert.presses("Saglabāt").reads("Saglabāts 1 fotoattēls.")
    expert.page.fill('[name^="alt_"]', SEEN)
    expert.presses("Saglabāt").reads("Fotoattēli ir saglabāti kopā ar tekstu.")


def takes_in(organiser, title):
    """Accepts a text, after a second look where the system asks for one."""
    organiser.opens(f"{ROOM}/contributions/")
    organiser.page.get_by_role("link", name=title).first.click()
    organiser.reads("May be named")
    warned = organiser.page.locator('[name="sure"]').count() > 0
    if warned:
        organiser.page.check('[name="sure"]')
    organiser.presses("Take it into the report").arrives("/contributions/")
    return warned


def writes(organiser, section, lv, en):
    organiser.opens(f"{ROOM}/report/sections/{section}").fills(text_lv=lv, text_en=en)
    organiser.presses("Save").arrives("/report/**")


def test_the_first_event_goes_the_whole_way(experts, organiser, visitor, record_property):
    anna, juris, zane = (Person(visitor(language="lv", **PHONE)) for _ in experts)
    gives(anna, experts[0], "good_practice", "name", **MENTOR)
    gives(juris, experts[1], "good_practice", "institution", **NEARLY)
    gives(zane, experts[2], "opinion", "not_named", **OPINION)
    gives(zane, experts[2], "problem", "not_named", **PROBLEM)
    gives(zane, experts[2], "proposal", "not_named", **PROPOSAL)
    adds_a_photo(anna, experts[0])
    makes_one_of_two(organiser)
    assert not takes_in(organiser, "A mentor at evening school")
    assert takes_in(organiser, OPINION["title"])  # R25
    for said in (PROBLEM, PROPOSAL):
        assert not takes_in(organiser, said["title"])
    writes(organiser, "aim_and_tasks", AIM_LV, AIM_EN)
    writes(organiser, "conclusions", NEXT_LV, NEXT_EN)
    comments_and_is_answered(juris, experts[1], organiser)
    makes_it_final(organiser)

    papers = {lang: paper(anna, lang) for lang in ("lv", "en")}
    missing = [fact for lang, pdf in papers.items() for fact in missing_facts(pdf, lang)]
    record_property("missing", missing)
    assert missing == []
    for lang, pdf in papers.items():
        tags_contents_and_kinds_are_right(pdf, lang)
        assert SEEN in figures(pdf)
    assert "Anna Āboliņa" in text_of_pdf(papers["lv"])
    reader = Person(visitor(language="lv"))
    practice = finds_the_practice(reader)
    assert SEEN in reader.page.request.get(practice).text()
    withdraws_name_and_photo(anna, experts[0])
    left = reader.page.request.get(practice).text()  # R21
    assert ("Āboliņa" in left, SEEN in left) == (False, False)
    for lang in papers:
        without = paper(reader, lang)
        assert "Āboliņa" not in text_of_pdf(without)
        assert SEEN not in figures(without)


def makes_one_of_two(organiser):
    """Two texts that say nearly the same become one, worded in both languages."""
    organiser.opens(f"{ROOM}/contributions/").reads("nearly the same as another")
    organiser.page.get_by_role("link", name=MENTOR["title"]).click()
    organiser.presses("Make one of several").arrives("/merge").presses("Make them one")
    organiser.reads("The texts are one.", NEARLY["text"])
    organiser.presses("Word it anew").fills(
        title_en="A mentor at evening school", text_en="Whoever returns to school has a mentor."
    )
    organiser.presses("Save").is_told("A mentor at evening school")


def comments_and_is_answered(expert, path, organiser):
    """The draft is open for comments; one comes, and is answered."""
    organiser.opens(f"{ROOM}/report/").presses("Open it for comments")
    expert.opens(f"{path}/report/")
    expert.page.get_by_role("link", name=re.compile("Komentēt")).first.click()
    expert.fills(text="Kurā mēnesī?").page.click("main button[type=submit]")
    expert.arrives("/report/**").reads("Kurā mēnesī?")
    organiser.opens(f"{ROOM}/report/comments/")
    organiser.page.get_by_role("link", name=re.compile("Answer")).first.click()
    organiser.fills(answer="In April.").presses("Save").reads("In April.")


def makes_it_final(organiser):
    """With place, date, number and who signs it, the report becomes final and public."""
    organiser.opens(f"{ROOM}/report/requisites").fills(
        place_of_issue_lv="Rīgā",
        place_of_issue_en="Riga",
        dated_on="2026-03-02",
        number="1-13/12",
        signatory_name="Ilze Kalniņa",
        signatory_job_lv="departamenta direktore",
        signatory_job_en="head of department",
    )
    organiser.presses("Save").arrives("/report/")
    organiser.presses("Make it final").arrives("/report/").presses("Publish")
    organiser.reads("Everybody can take it")


def finds_the_practice(reader):
    """It stands in the library with its authors; the address of its page."""
    reader.opens("/lv/practices/")
    reader.page.get_by_role("link", name=MENTOR["title"], exact=True).click()
    reader.is_told(MENTOR["title"]).reads("Anna Āboliņa", "Talsu jauniešu centrs")
    return reader.page.url


def withdraws_name_and_photo(expert, path):
    """The author no longer wants to be named, nor the photo shown, and says so by the own link."""
    expert.opens(f"{path}/contributions/")
    expert.page.locator('a[href$="/naming"]').first.click()
    expert.page.check('[name="naming"][value="not_named"]')
    expert.page.click("main form[method=post] button[type=submit]")
    expert.arrives("/contributions/")
    expert.page.get_by_role("link", name=re.compile("Skatīt vai atsaukt fotoattēlus")).click()
    expert.page.get_by_role("link", name=re.compile("Atsaukt šo fotoattēlu")).click()
    expert.presses("Atsaukt").reads("Fotoattēls ir atsaukts un izdzēsts.")


def paper(reader, lang):
    """The final report as everybody takes it."""
    answer = reader.page.request.get(f"/{lang}/e/{SLUG}/report.pdf")
    assert answer.status == 200
    return answer.body()


def missing_facts(pdf, lang):
    """The words of the report's facts that its paper does not say."""
    event = event_of(SLUG)
    said = json.loads(as_json(current_facts(event, language=lang, now=NOON)))
    db.session.rollback()
    text = letters(text_of_pdf(pdf))
    words = set(_strings(said))
    written = {
        "lv": (AIM_LV, NEXT_LV, "2017. gada 21. un 22. novembrī", "2026. gada 2. marts"),
        "en": (AIM_EN, NEXT_EN, "21–22 November 2017", "2 March 2026"),
    }[lang]
    return sorted(each for each in {*words, *written} if letters(each) not in text)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "photos" and not (name in NOT_PRINTED and isinstance(each, str)):
                yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def figures(data):
    """What the paper's pictures are said to show."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [str(figure.Alt) for figure in tagged(pdf, "Figure")]


def tags_contents_and_kinds_are_right(data, lang):
    """Tagged, in its language; the contents name the page on which each chapter stands."""
    with pikepdf.open(BytesIO(data)) as pdf:
        assert (pdf.Root.Lang, "/StructTreeRoot" in pdf.Root) == (lang, True)
        pages = [text_of_page(data, number) for number in range(1, len(pdf.pages) + 1)]
    contents = " ".join(pages[:2])
    for kind in CHAPTERS[lang]:
        number = re.search(re.escape(kind) + r"[\s.…]*(\d+)\b", contents)
        assert number is not None, (kind, contents)
        assert kind in pages[int(number[1]) - 1]


def text_of_page(data, number):
    """The words of one page, counted from 1."""
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.new() as one:
        one.pages.append(pdf.pages[number - 1])
        file = BytesIO()
        one.save(file)
    return text_of_pdf(file.getvalue())
