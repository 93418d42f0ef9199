"""What the people of a journey do at their browsers, in words; each step waits for its page."""

import re
import subprocess
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect


@dataclass
class Person:
    """Somebody at a browser of their own."""

    page: Page

    def opens(self, path: str) -> "Person":
        self.page.goto(path)
        return self

    def fills(self, **values: str) -> "Person":
        """Types into the fields named so; `title_lv` is the input `title-lv`."""
        for name, value in values.items():
            field = re.sub(r"_(lv|en)$", r"-\1", name)
            self.page.fill(f'[name="{field}"]', value)
        return self

    def chooses(self, **values: str) -> "Person":
        """Takes the option or the radio button whose label has these words."""
        for name, label in values.items():
            control = self.page.locator(f'[name="{name}"]')
            if control.first.evaluate("one => one.tagName") == "SELECT":
                option = control.locator("option", has_text=label)
                control.select_option(value=option.first.get_attribute("value"))
            else:
                self.page.get_by_label(label).first.check()
        return self

    def ticks(self, label: str) -> "Person":
        self.page.get_by_label(label).first.check()
        return self

    def presses(self, button: str) -> "Person":
        """Presses the button, or follows the link that looks like one, by its text."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=button, exact=True)
        found.or_(main.get_by_role("link", name=button, exact=True)).first.click()
        return self

    def arrives(self, pattern: str) -> "Person":
        """Waits for the page whose address ends so; `*` stands for anything."""
        try:
            self.page.wait_for_url(f"**{pattern}")
        except PlaywrightError as error:
            shown = self.page.locator("body").inner_text()[:2000]
            raise AssertionError(f"at {self.page.url}, not {pattern}:\n{shown}") from error
        return self

    def reads(self, *texts: str) -> "Person":
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        return self

    def is_told(self, heading: str) -> "Person":
        expect(self.page.locator("h1")).to_have_text(heading)
        return self

    def downloads(self, path: str) -> str:
        """The text of the PDF at `path`, as pdftotext reads it."""
        answer = self.page.request.get(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        assert answer.headers["content-type"] == "application/pdf"
        return text_of_pdf(answer.body())


def text_of_pdf(pdf: bytes) -> str:
    """The words of a PDF, with single spaces."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def mails_to(address: str, folder: Path) -> list[str]:
    """The plain texts of the mails to an address in the demonstration's folder, oldest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    found = [mail for mail in mails if address in str(mail["To"])]
    bodies = [mail.get_body(("plain",)) for mail in found]
    return [body.get_content() for body in bodies if body is not None]


def secret_link(mail: str) -> str:
    """The path of the link that belongs to a person, out of their mail."""
    found = re.search(r"https?://[^/\s]+(/(?:lv|en)/(?:r|d|i|sign-in/reset)/[^\s?#]+)", mail)
    assert found is not None, mail
    return found[1]
