"""`make bench-press`: what documents cost here and now, and one line of JSON at the end.

CPU seconds are those of all processes; where a run takes under thirty seconds, the median of three
or more is told, a longer one is made once. A ratio says how many times cheaper ours is: naive CPU
by ours, or cold by changed.
"""

import gc
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks.press import naive, people
from benchmarks.press.costs import cpu, peak_mb
from benchmarks.press.unchanged import unchanged_ms
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.books.binding import by_slot
from eventreg.documents.books.participants import participant_roll
from eventreg.documents.facts.head import Facts
from eventreg.documents.models import DocumentKind
from eventreg.documents.part_cache import PartCache
from eventreg.documents.press import Press, Printed
from eventreg.documents.printing import book_of, printed
from eventreg.documents.rolls import Card, Roll, Row, Table
from eventreg.documents.typesetting import Edition, fill
from eventreg.language import locale
from tests.documents.samples import FIRST, full_agenda

RUNS = 3
LONG = 30.0  # seconds: a run that takes longer is not repeated
CARDS = 200
LISTS = DocumentKind.PARTICIPANTS


class Workshop:
    """A press with a cache of its own, and an application that knows the words."""

    def __init__(self, folder: Path) -> None:
        self.press = Press(processes=2)
        self.cache = PartCache(folder)
        self.words = Flask(__name__)
        locale.init(self.words)

    def print(self, facts: Facts, kind: DocumentKind = LISTS) -> Printed:
        with self.words.app_context():
            return printed(kind, facts, FIRST, press=self.press, cache=self.cache)


@contextmanager
def workshop() -> Iterator[Workshop]:
    """A workshop in which nothing is warm and nothing was made."""
    with tempfile.TemporaryDirectory(prefix="eventreg-bench-") as folder:
        made = Workshop(Path(folder))
        try:
            yield made
        finally:
            made.press.close()


def median(run: Callable[[int], float], runs: int = RUNS) -> float:
    """The median of what the runs cost; each is told its number. A long run is made once."""
    took = [run(0)]
    while len(took) < runs and took[0] < LONG:
        took.append(run(len(took)))
    return statistics.median(took)


def cost(work: Callable[[], Any]) -> float:
    """The CPU seconds of all processes that the work takes."""
    before = cpu()
    work()
    return cpu() - before


def naively(way: str, given: dict[str, Any]) -> dict[str, float]:
    """The naive way in a process of its own: CPU seconds and MB."""
    done = subprocess.run(
        [sys.executable, "-m", naive.__name__, way],
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def memory(count: int) -> float:
    """MB of all processes that print so many people, where nothing else was done before."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.press", str(count)], stdout=subprocess.PIPE, check=True
    )
    return float(done.stdout)


def lists(say: Callable[..., None]) -> dict[str, float]:
    """The list of 10,000, cold and warm, beside a naive one; how the cost grows."""
    facts = people.many_people(10_000)

    def cold(_number: int) -> float:
        before = cpu()
        with workshop() as made:
            made.print(facts)
        return cpu() - before

    whole = median(cold)
    peak = memory(10_000)
    say("10,000 people, nothing warm", whole, f"{peak:.0f} MB in all processes")
    with workshop() as made:
        made.print(facts)
        warm = median(lambda n: cost(lambda: made.print(_changed(10_000, n))))
        say("10,000 people, warm, one of them changed", warm)
        few = median(lambda n: cost(lambda: made.print(_changed(1_000, n))), 5)
        say("1,000 people, warm", few)
        many = median(lambda n: cost(lambda: made.print(_changed(50_000, n))))
        say("50,000 people, warm", many)
    rival = naively("list", _as_rows(facts))
    say("10,000 people, one big table by WeasyPrint", rival["cpu"], f"{rival['mb']:.0f} MB")
    return {
        "cold_ratio": rival["cpu"] / whole,
        "warm_ratio": rival["cpu"] / warm,
        "peak_mb": peak,
        "row_growth": (many / 50_000) / (few / 1_000),
    }


_made: dict[tuple[int, int], Facts] = {}


def _changed(count: int, number: int) -> Facts:
    """The list with another name in it each time; made outside of what is measured."""
    return _made.get((count, number)) or _made.setdefault(
        (count, number), people.many_people(count, changed=f"Mainītā Persona{number}")
    )


def prepare() -> None:
    """Make the facts that are printed, so that only the printing is measured.

    Nobody who prints one list holds so many others; the collector is not to go through them.
    """
    for count, runs in ((1_000, 5), (10_000, RUNS), (50_000, RUNS)):
        for number in range(runs):
            _changed(count, number)
    gc.collect()
    gc.freeze()


def _as_rows(facts: Any) -> dict[str, Any]:
    """The same columns for a naive table."""
    words = Flask(__name__)
    locale.init(words)
    with words.app_context(), locale.using("lv"):
        roll = participant_roll(facts)
    heads = next(item for item in roll.items if isinstance(item, Table)).columns
    return {
        "heads": [column.heading for column in heads],
        "rows": list(_cells(roll)),
    }


def _cells(roll: Roll) -> Iterator[list[str]]:
    for item in roll.items:
        if isinstance(item, Row):
            words = by_slot(item)
            cells = item.kind.cells
            yield ["<br>".join(words[slot.name] for slot in cell.slots) for cell in cells]


def agenda(say: Callable[..., None]) -> dict[str, float]:
    """An agenda of two days in a warm worker."""
    with workshop() as made:
        made.print(full_agenda(), DocumentKind.AGENDA)
        took = median(lambda _n: cost(lambda: made.print(full_agenda(), DocumentKind.AGENDA)), 9)
    say("agenda of two days, warm", took)
    return {"agenda_ms": 1000 * took}


def report(say: Callable[..., None]) -> dict[str, float]:
    """A report of 120 pages, and again after one good practice in it was changed."""
    kind = DocumentKind.REPORT

    def cold(_number: int) -> float:
        with workshop() as made:
            made.print(full_agenda(), DocumentKind.AGENDA)  # workers are warm, no part is made
            return cost(lambda: pages.append(made.print(people.large_report(), kind).pages))

    pages: list[int] = []
    whole = median(cold)
    say(f"report of {pages[0]} pages, no part made before", whole)
    with workshop() as made:
        made.print(people.large_report(), kind)
        one = median(lambda n: cost(lambda: made.print(people.large_report(f"Cita {n}"), kind)))
    say("the same after one changed section", one)
    return {"report_ratio": whole / one}


def cards(say: Callable[..., None]) -> dict[str, float]:
    """Badges and certificates, beside printing each by itself."""
    worst = []
    made_of = (("badges", people.badges(CARDS)), ("certificates", people.certificates(CARDS)))
    for name, facts in made_of:
        ours = median(lambda _n, facts=facts: _cards_cold(facts))  # type: ignore[misc]
        say(f"{CARDS} {name}, no part made before", ours)
        pages = _each(facts)
        theirs = median(lambda _n, pages=pages: naively("each", pages)["cpu"])  # type: ignore[misc]
        say(f"{CARDS} {name}, one by one by WeasyPrint", theirs)
        worst.append(theirs / ours)
    return {"badges_ratio": min(worst)}


def _cards_cold(facts: Facts) -> float:
    with workshop() as made:
        made.print(full_agenda(), DocumentKind.AGENDA)

        def work() -> None:
            with made.words.app_context():
                book = book_of(facts, FIRST)
                assert book is not None
                Bookbinder(made.press, made.cache).bind(book)

        return cost(work)


def _each(facts: Any) -> dict[str, Any]:
    """Every card as a page of its own with all of its words."""
    words = Flask(__name__)
    locale.init(words)
    with words.app_context():
        stamped = book_of(facts, FIRST).parts[1]  # type: ignore[union-attr]
        roll: Roll = stamped.roll  # type: ignore[union-attr]
        pages = [_alone(facts, item) for item in roll.items if isinstance(item, Card)]
    return {"pages": pages, "sheet": Path("eventreg/documents/print.css").read_text("utf-8")}


def _alone(facts: Facts, card: Card, edition: Edition = FIRST) -> str:
    return fill(
        "documents/roll_rows.html",
        "Karte",
        facts,
        edition,
        rows=[],
        cards=[("alone", card.kind, by_slot(card))],
        sheet="certificate" if card.kind == "certificate" else "badges-card",
    )


def main() -> None:
    """Measure everything, tell each figure as it comes."""

    def say(what: str, seconds: float, more: str = "") -> None:
        sys.stdout.write(f"{what:<48}{seconds:>10.3f} s CPU   {more}\n")
        sys.stdout.flush()

    waited, told = unchanged_ms(10_000, times=9)
    if not told:
        raise SystemExit("the unchanged list was not answered with 304")
    sys.stdout.write(f"{'unchanged list of 10,000 people, a request':<48}{waited:>10.1f} ms\n")
    found = {"unchanged_ms": waited} | agenda(say) | report(say) | cards(say)
    prepare()
    found |= lists(say)
    order = ("cold_ratio", "warm_ratio", "unchanged_ms", "peak_mb", "row_growth")
    order += ("agenda_ms", "report_ratio", "badges_ratio")  # type: ignore[assignment]
    sys.stdout.write(json.dumps({key: round(found[key], 2) for key in order}) + "\n")


def only_memory(count: int) -> None:
    """Print so many people and tell the memory it took."""
    with workshop() as made:
        made.print(people.many_people(count))
        sys.stdout.write(f"{peak_mb():.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        only_memory(int(sys.argv[1]))
    else:
        main()
