"""Runs the newcomer's test alone and says how many interactions it took."""

import sys

import click
import pytest


class Counted:
    """Picks the number out of the test's report."""

    interactions: object = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what the test has recorded."""
        if report.when == "call":
            self.interactions = dict(report.user_properties).get("interactions")


def main() -> int:
    """Run it; the exit code is pytest's."""
    counted = Counted()
    code = pytest.main(["-q", "tests/browser/test_newcomer.py"], plugins=[counted])
    click.echo(f"interactions: {counted.interactions}")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
