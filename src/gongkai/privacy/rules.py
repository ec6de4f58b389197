"""What counts as personal data: knowledge/lookups/privacy.yml, validated and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.errors import KnowledgeError
from gongkai.model.knowledge import Knowledge
from gongkai.privacy.folding import bare
from gongkai.privacy.numbers import WINDOW

KINDS = ("name", "phone", "id", "bank", "email")
WHERE = "knowledge/lookups/privacy.yml"
_BLANK = "[ \\t\\n\\r_]*"
_WORDS = (
    "prefixes", "suffixes", "not_labels", "not_names", "not_name_parts", "organisations", "titles", "followers",
    "code_labels", "amount_words", "compound_surnames", "library_authors", "no_authors",
)  # fmt: skip
_CHARACTERS = ("common_surnames", "surnames", "not_given")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label and what it announces; the fields are explained in privacy.yml."""

    word: str
    kind: str
    any_value: bool = False
    bare: bool = False
    keep: bool = False
    """True where a setting lets the value stand."""


@dataclass(frozen=True, eq=False)
class Rules:
    """The compiled rules, one object a build. `labels` is by folded lower-case word; patterns match folded text.

    `hint_pattern` finds something in every text that holds personal data, and nothing in most others.
    """

    labels: Mapping[str, Label]
    hint_pattern: re.Pattern[str]
    first_pattern: re.Pattern[str]
    label_pattern: re.Pattern[str]
    cell_pattern: re.Pattern[str]
    code_pattern: re.Pattern[str]
    amount_pattern: re.Pattern[str]
    suffix_pattern: re.Pattern[str]
    words: Mapping[str, frozenset[str]]
    surnames: frozenset[str]
    not_given: frozenset[str]
    not_name_parts: re.Pattern[str]
    organisation_end: re.Pattern[str]
    title_end: re.Pattern[str]
    follower_start: re.Pattern[str]
    allowed: frozenset[str]
    """Addresses that the scan of the finished build lets stand."""


@lru_cache(maxsize=8)
def load_rules(
    knowledge: Knowledge, *, keep_office_holder_names: bool = False, keep_switchboards: bool = False
) -> Rules:
    """The rules of `knowledge`, with the two settings that let something stand.

    `keep_office_holder_names` keeps names after labels marked `office`, `keep_switchboards` numbers after labels
    marked `switchboard`. Raises KnowledgeError where privacy.yml is missing or not as it must be.
    """
    data = knowledge.lookups.get("privacy")
    if not isinstance(data, Mapping):
        raise KnowledgeError(WHERE, "the file is missing or empty", "restore it; nothing is published without it")
    _validate(data)
    kept = {"office": keep_office_holder_names, "switchboard": keep_switchboards}
    labels = {label.word: label for entry in data["labels"] for label in _labels(entry, kept)}
    words = {key: frozenset(bare(word) for word in data[key]) for key in _WORDS}
    names = {word for word, label in labels.items() if label.kind == "name"}
    return Rules(
        labels=labels,
        hint_pattern=re.compile(f"{_first_set(labels, '@')}|{WINDOW}"),
        first_pattern=re.compile(_first_set(labels)),
        label_pattern=_label_pattern(labels, words["not_labels"]),
        cell_pattern=_cell_pattern(labels, words["prefixes"], words["suffixes"]),
        code_pattern=re.compile(f"(?:{_spaced(words['code_labels'])})"),
        amount_pattern=re.compile("|".join(_longest_first(words["amount_words"]))),
        allowed=frozenset(data["library_authors"]),
        suffix_pattern=re.compile(f"{_BLANK}\\(?{_BLANK}(?:{_spaced(words['suffixes'])}){_BLANK}\\)?"),
        words=words,
        surnames=frozenset(data["common_surnames"] + data["surnames"]) | words["compound_surnames"],
        not_given=frozenset(data["not_given"]),
        not_name_parts=re.compile("|".join(_longest_first(words["not_name_parts"]))),
        organisation_end=re.compile(f"(?:{'|'.join(_longest_first(words['organisations']))})$"),
        title_end=re.compile(f"(?:{'|'.join(_longest_first(words['titles']))})$"),
        follower_start=re.compile(
            "|".join(_longest_first(words["followers"] | words["titles"] | names | _starts(data)))
        ),
    )


def _starts(data: Mapping[str, Any]) -> set[str]:
    """Words that begin something new after a name that runs on: labels of other kinds, 填报日期, 填表时间."""
    others = {bare(word) for entry in data["labels"] if entry["kind"] != "name" for word in entry["words"]}
    return others | {
        bare(first) + second
        for first in ("填报", "填表", "制表", "编制")
        for second in ("日期", "时间", "单位", "部门")
    }


def _validate(data: Mapping[str, Any]) -> None:
    expected = {"labels", *_WORDS, *_CHARACTERS}
    if set(data) != expected:
        raise KnowledgeError(WHERE, f"keys {sorted(set(data) ^ expected)}", f"use exactly {sorted(expected)}")
    for key in _WORDS:
        if not isinstance(data[key], list) or not all(isinstance(word, str) and word for word in data[key]):
            raise KnowledgeError(
                f"{WHERE} {key}", "not a list of words", "quote words that YAML takes for something else"
            )
    for key in _CHARACTERS:
        if not isinstance(data[key], str) or len(set(data[key])) != len(data[key]):
            raise KnowledgeError(f"{WHERE} {key}", "not a string of different characters", "drop the repeated ones")


def _labels(entry: Mapping[str, Any], kept: Mapping[str, bool]) -> Iterable[Label]:
    allowed = {"kind", "words", "value", "bare", "office", "switchboard"}
    if set(entry) - allowed or entry.get("kind") not in KINDS or entry.get("value", "any") not in ("any", "surname"):
        raise KnowledgeError(
            f"{WHERE} labels", f"entry {dict(entry)!r}", f"kind is one of {KINDS}, keys {sorted(allowed)}"
        )
    keep = any(entry.get(mark, False) and on for mark, on in kept.items())
    for word in entry["words"]:
        yield Label(bare(word), entry["kind"], entry.get("value", "any") == "any", bool(entry.get("bare", False)), keep)


def _longest_first(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]


def _spaced(words: Iterable[str]) -> str:
    """Alternatives that match words with blanks and line breaks between their characters."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_BLANK.join(_either_case(char) for char in word) for word in ordered)


def _either_case(char: str) -> str:
    return f"[{char.lower()}{char.upper()}]" if char.isascii() and char.isalpha() else re.escape(char)


def _label_pattern(labels: Mapping[str, Label], not_labels: frozenset[str]) -> re.Pattern[str]:
    """A label within text: not the beginning of another word, no Latin letter beside it."""
    return re.compile(f"(?<![A-Za-z])(?!{_spaced(not_labels)})(?P<label>{_spaced(labels)})(?![A-Za-z])")


def _first_set(labels: Mapping[str, Label], more: str = "") -> str:
    """Where a label can begin: a set of characters is found many times faster than the labels themselves."""
    return f"[{''.join(sorted({char for word in labels for char in (word[0], word[0].upper())}))}{more}]"


def _cell_pattern(labels: Mapping[str, Label], prefixes: frozenset[str], suffixes: frozenset[str]) -> re.Pattern[str]:
    """A cell that is nothing but a label, blanks removed: 部门(单位)负责人(签字):"""
    before = f"(?:{'|'.join(_longest_first(prefixes))}|[()/、和及与])*"
    after = f"(?:\\(?(?:{'|'.join(_longest_first(suffixes))})\\)?)?"
    label = "|".join(_longest_first(labels))
    joint = "(?:及其|[及和与、/()]|的)+"
    return re.compile(
        f"(?P<before>{before}?|[^:]{{0,12}}?)(?P<first>{label}){after}(?:{joint}(?P<second>{label}){after})?\\)?(?P<colon>:?)",
        re.IGNORECASE,
    )
