"""What a personal name looks like. All functions take folded text."""

from __future__ import annotations

import re

from gongkai.privacy.rules import Rules

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
RUN = re.compile(f"[{HAN}]+(?:[·.][{HAN}]+)*")
"""Han characters without a gap, with the points of transcribed names."""
_DOTTED = re.compile(f"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,4}}")
_SPACED = re.compile(f"[{HAN}](?:[ \\n]{{1,4}}[{HAN}]){{1,3}}(?![{HAN}])")
_SPLIT = re.compile(f"[{HAN}][ ]{{1,4}}[{HAN}]{{2}}(?![{HAN}])")
"""王 小明: the surname set apart."""
LATIN = re.compile(r"[A-Z][A-Za-z'’-]{0,20}(?:[ ·.][A-Z][A-Za-z'’-]{0,20}){1,3}(?![A-Za-z])")


def is_surname_name(word: str, rules: Rules) -> bool:
    """True where the word itself speaks for a name: a known surname and a given name of one or two characters."""
    surname = word[:2] if word[:2] in rules.surnames else word[:1]
    given = word[len(surname) :]
    if surname not in rules.surnames or not 1 <= len(given) <= 2:
        return False
    return given[-1] not in rules.not_given and not _known_word(word, rules)


def is_labelled_name(word: str, rules: Rules) -> bool:
    """True for a word of 2–4 Han characters, or with points, that a label announces and no list of words excludes."""
    if _DOTTED.fullmatch(word):
        return True
    return 2 <= len(word) <= 4 and not _known_word(word, rules)


def _known_word(word: str, rules: Rules) -> bool:
    return bool(
        word in rules.words["not_names"]
        or word in rules.labels
        or rules.not_name_parts.search(word)
        or rules.organisation_end.search(word)
        or word.endswith("人")
    )


def name_at(text: str, position: int, rules: Rules, *, any_value: bool) -> tuple[int, int, bool] | None:
    """The name that begins at a position: start, end and whether the word itself speaks for it.

    `any_value` accepts what `is_labelled_name` does, otherwise a known surname is asked for. A word may end in a
    title, run on into another label, or begin with the name of an office (办公室张三).
    """
    if spaced := _SPACED.match(text, position):
        word = re.sub(r"\s", "", spaced.group())
        if is_surname_name(word, rules) or (any_value and len(word) > 2 and is_labelled_name(word, rules)):
            return spaced.start(), spaced.end(), True
    split = _SPLIT.match(text, position) if any_value else None
    if split and is_surname_name(re.sub(r"\s", "", split.group()), rules):
        return split.start(), split.end(), True
    run = RUN.match(text, position)
    if run is None:
        latin = LATIN.match(text, position) if any_value else None
        return (latin.start(), latin.end(), True) if latin else None
    found = _within(run.group().rstrip("."), rules, any_value)
    if found is None:
        return None
    start, end, sure = found
    wrapped = re.compile(f"\\n([{HAN}])(?![{HAN}])").match(text, position + end)
    if wrapped and position + end == run.end() and is_surname_name(run.group()[start:] + wrapped.group(1), rules):
        return position + start, wrapped.end(), sure
    return position + start, position + end, sure


def _within(run: str, rules: Rules, any_value: bool) -> tuple[int, int, bool] | None:
    """The name within a run of Han characters: start, end, sure."""
    if titled := _before_title(run, rules):
        return titled
    if is_surname_name(run, rules):
        return 0, len(run), True
    if any_value and is_labelled_name(run, rules):
        return 0, len(run), "·" in run
    for size in (3, 2, 4):
        rest = run[size:]
        if rest and is_surname_name(run[:size], rules) and rules.follower_start.match(rest):
            return 0, size, True
    return _after_office(run, rules)


def _before_title(run: str, rules: Rules) -> tuple[int, int, bool] | None:
    title = rules.title_end.search(run)
    if title is None:
        return None
    word = run[: title.start()]
    if is_surname_name(word, rules):
        return 0, len(word), True
    return (0, len(word), False) if word in rules.surnames else None


def _after_office(run: str, rules: Rules) -> tuple[int, int, bool] | None:
    """办公室张三: what stands before the name is an organisation."""
    for size in (3, 2, 4):
        office, word = run[:-size], run[-size:]
        if len(office) >= 2 and is_surname_name(word, rules) and rules.organisation_end.search(office):
            return len(office), len(run), True
    return None
