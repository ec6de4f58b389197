"""Load knowledge/ once, and refuse it where it contradicts itself."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.errors import KnowledgeError
from gongkai.knowledge.text import fold
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Code, Form, Indicator, Knowledge, StatutoryItem

HERE = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(folder: Path = HERE) -> Knowledge:
    """All knowledge. Raises KnowledgeError naming the file and the entry."""
    codes = folder / "codes"
    lookups = folder / "lookups"
    return Knowledge(
        forms={form.key: form for path in sorted((folder / "forms").glob("*.yml")) for form in _forms(path)},
        indicators={one.key: one for one in _entries(folder / "indicators.yml", Indicator)},
        functional=_codes(codes / "functional.csv"),
        economic=_codes(codes / "economic.csv"),
        government_economic=_codes(codes / "government_economic.csv"),
        statutory_items=tuple(_entries(folder / "statutory_items.yml", StatutoryItem)),
        lookups={path.stem: read_yaml(path) for path in sorted(lookups.glob("*.yml"))},
    )


def read_yaml(path: Path) -> Any:
    """The content of a YAML file of ours; KnowledgeError where it is not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise KnowledgeError(str(path), f"not valid YAML ({error})", "mend the file") from error


def _entries(path: Path, kind: type[Any]) -> list[Any]:
    """The entries of a YAML list as dataclasses; unknown keys are an error."""
    if not path.exists():
        return []
    known = set(kind.__dataclass_fields__)
    entries, seen = [], set()
    for number, entry in enumerate(read_yaml(path) or [], 1):
        where = f"{path} entry {number}"
        if not isinstance(entry, Mapping) or "key" not in entry:
            raise KnowledgeError(where, "an entry without key", "give each entry a key")
        if unknown := set(entry) - known:
            raise KnowledgeError(where, f"unknown keys {sorted(unknown)}", f"use only {sorted(known)}")
        if entry["key"] in seen:
            raise KnowledgeError(where, f"a second entry {entry['key']!r}", "merge the two")
        seen.add(entry["key"])
        entries.append(kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()}))
    return entries


def _forms(path: Path) -> list[Form]:
    """The forms of one file, headings folded; KnowledgeError where a heading names a field the resource lacks."""
    forms = []
    for form in _entries(path, Form):
        where = f"{path} {form.key}"
        if form.resource and form.resource not in RESOURCES:
            raise KnowledgeError(where, f"unknown resource {form.resource!r}", "use a name of model/fields.py")
        fields = RESOURCES[form.resource].by_name if form.resource else {}
        headings = {}
        for name, printed in (form.headings or {}).items():
            if form.resource and name not in fields and not name.startswith("_"):
                raise KnowledgeError(where, f"headings for unknown field {name!r}", "use a field of the resource")
            headings[name] = tuple(fold(one) for one in printed)
        forms.append(
            Form(
                **{
                    **{name: getattr(form, name) for name in form.__dataclass_fields__},
                    "headings": headings,
                    "ignored": tuple(fold(one) for one in form.ignored),
                    "requires": tuple(tuple(group) for group in form.requires),
                }
            )
        )
    return forms


def _codes(path: Path) -> dict[str, tuple[Code, ...]]:
    """A classification by code; a code may have several names over the years."""
    codes: dict[str, list[Code]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = Code(
                row["code"], row["name"], row["level"], row["parent"],
                _year(row["valid_from"]), _year(row["valid_to"]), row["evidence"],
            )  # fmt: skip
            codes.setdefault(entry.code, []).append(entry)
    return {code: tuple(entries) for code, entries in codes.items()}


def _year(text: str) -> int | None:
    """A year, None where it is open or marked as doubtful with `?`."""
    return int(text) if text.isdigit() else None
