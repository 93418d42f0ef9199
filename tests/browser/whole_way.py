"""Runs the journey of the first event alone and says how many facts its report lacks."""

import sys

import click
import pytest


class Counted:
    """Picks the facts out of the test's report."""

    missing: object = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what the test has recorded."""
        if report.when == "call":
            self.missing = dict(report.user_properties).get("missing")


def main() -> int:
    """Run it; the exit code is pytest's."""
    counted = Counted()
    code = pytest.main(["-q", "tests/browser/test_whole_way.py"], plugins=[counted])
    missing = counted.missing
    for fact in missing if isinstance(missing, list) else ():
        click.echo(f"missing: {fact}")
    click.echo(f"facts missing: {len(missing) if isinstance(missing, list) else 'not counted'}")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
