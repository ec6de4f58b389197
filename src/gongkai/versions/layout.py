"""Changes as text for a terminal, Markdown for a pull request, CSV for everything else."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from gongkai.versions.diff import Change

FORMATS = ("text", "markdown", "csv")
MOST = 500
"""Lines of Markdown; what a pull request shows is limited, the CSV is whole."""
_SIGNS = {"changed": "~", "added": "+", "removed": "-"}


def layout(changes: Sequence[Change], form: str) -> str:
    """The changes in one of FORMATS."""
    return {"text": _text, "markdown": _markdown, "csv": _csv}[form](changes)


def _text(changes: Sequence[Change]) -> str:
    lines = [
        f"{_SIGNS[one.kind]} {one.package} {one.resource} {one.row} {one.field}: {_values(one)}" for one in changes
    ]
    return "\n".join([*lines, _count(changes), ""])


def _markdown(changes: Sequence[Change]) -> str:
    lines = [f"**{_count(changes)}**", ""]
    if changes:
        lines += ["| package | resource | row | field | before | after |", "|---|---|---|---|---|---|"]
    for one in changes[:MOST]:
        cells = (one.package, one.resource, one.row, one.field, one.old, one.new)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    if len(changes) > MOST:
        lines += ["", f"… and {len(changes) - MOST} more"]
    return "\n".join([*lines, ""])


def _csv(changes: Sequence[Change]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("package", "resource", "row", "field", "kind", "old", "new"))
    writer.writerows((one.package, one.resource, one.row, one.field, one.kind, one.old, one.new) for one in changes)
    return buffer.getvalue()


def _values(one: Change) -> str:
    return {"changed": f"{one.old!r} → {one.new!r}", "added": repr(one.new), "removed": repr(one.old)}[one.kind]


def _count(changes: Sequence[Change]) -> str:
    found = Counter(one.kind for one in changes)
    packages = len({one.package for one in changes})
    counts = ", ".join(f"{found[kind]} {kind}" for kind in _SIGNS)
    return f"{len(changes)} values differ in {packages} packages: {counts}"


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    for char, safe in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("`", "\\`")):
        plain = plain.replace(char, safe)
    return plain if len(plain) <= 120 else plain[:119] + "…"
