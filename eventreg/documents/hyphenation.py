"""Which words the renderer parts: those of running text, never names.

A word with a capital letter is a name or begins a sentence, and stays whole. WeasyPrint asks
pyphen where a word may be parted; that is where this stands in between.
"""

from collections.abc import Iterator

from weasyprint.text import line_break


class NamesWhole(line_break.pyphen.Pyphen):
    """The dictionary of a language that knows no place in a name."""

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """The ways to part the word, the longest beginning first."""
        if word[:1].isupper():
            return iter(())
        found: Iterator[tuple[str, str]] = super().iterate(word)
        return found


def keep_names_whole() -> None:
    """From now on, in this process."""
    line_break.pyphen.Pyphen = NamesWhole
