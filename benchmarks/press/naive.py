"""The naive way, in a process of its own: HTML on stdin, WeasyPrint as one finds it, tagged.

`python -m benchmarks.press.naive list` prints one big table; `each` prints every page by itself,
one after another. It answers with the CPU seconds it took and the memory it held.
"""

import json
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eventreg.documents.press import FONTS

SHEET = """
@page { size: A4 landscape; margin: 19mm 15mm 19mm 30mm; font-family: "Paper Sans";
  @bottom-right { content: counter(page) " / " counter(pages) } }
@page certificate { size: A4; margin: 18mm }
html { font-family: "Paper Sans"; font-size: 8.8pt }
table { width: 100%; border-collapse: collapse }
td, th { padding: 1.35mm; border-bottom: 0.4pt solid #ccc; text-align: left; vertical-align: top }
"""


def table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> str:
    """One big table."""
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        '<!doctype html><html lang="lv"><title>Saraksts</title><h1>Saraksts</h1>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def main(way: str) -> None:
    """Print what comes on stdin."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(
            f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder}</cachedir></fontconfig>", "utf-8"
        )
        os.environ["FONTCONFIG_FILE"] = str(config)
        from weasyprint import CSS, HTML

        given: Any = json.load(sys.stdin)
        if way == "list":
            HTML(string=table(given["rows"], given["heads"])).write_pdf(
                stylesheets=[CSS(string=SHEET)], pdf_variant="pdf/ua-1"
            )
        else:
            for page in given["pages"]:
                HTML(string=page).write_pdf(
                    stylesheets=[CSS(string=given["sheet"])], pdf_variant="pdf/ua-1"
                )
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    sys.stdout.write(json.dumps({"cpu": seconds, "mb": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main(sys.argv[1])
