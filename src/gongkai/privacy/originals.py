"""How the original file of a disclosure may be offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from gongkai.errors import PublishError
from gongkai.model.document import Document, Paragraph
from gongkai.model.place import Place
from gongkai.privacy.folding import bare
from gongkai.privacy.gate import Masked, mask
from gongkai.privacy.rules import Rules
from gongkai.privacy.scan import scan
from gongkai.privacy.spans import MASKS, merged, replaced
from gongkai.privacy.texts import text_spans
from gongkai.privacy.values import Value

AUTHOR = "作者："
"""How a line begins that holds an author of a file."""

_NO_WORDS = re.compile(r"(?:uuid:)?[0-9a-f]{8}-[0-9a-f-]{20,}|[^\w]+", re.IGNORECASE)
_LINE_END = re.compile(r"(\r\n|\r|\n)")


class Offer(StrEnum):
    """What a reader may download in place of an original."""

    AS_IS = "as_is"
    MASKED = "masked"
    WITHHELD = "withheld"


def offer(masked: Masked, *, is_text: bool, setting: str = "masked") -> Offer:
    """How to offer an original: as it is where nothing was masked in it, else masked (text) or not at all (binary).

    `setting` is `masked` or `withheld`; the second withholds text originals, too. ValueError for anything else.
    """
    if setting not in ("masked", "withheld"):
        raise ValueError(f"originals with personal data: {setting!r}; use 'masked' or 'withheld'")
    if not masked.log:
        return Offer.AS_IS
    return Offer.MASKED if is_text and setting == "masked" else Offer.WITHHELD


def is_clean(lines: Sequence[str], masked: Masked, rules: Rules) -> bool:
    """True where lines taken from an original hold no personal data, no masked value, and no author who may be a person.

    An author (`作者：…`) counts as a person unless privacy.yml knows it as a program, an account or an organisation.
    """
    if any(_is_person(line.removeprefix(AUTHOR), rules) for line in lines if line.startswith(AUTHOR)):
        return False
    name = masked.document.file
    blocks = tuple(Paragraph(line, Place(name, number)) for number, line in enumerate(lines, 1))
    if mask(Document(name, blocks), rules, masked.values).log:
        return False
    return not scan("\n".join(lines), name, masked.values, rules.allowed)


def _is_person(author: str, rules: Rules) -> bool:
    word = bare(_NO_WORDS.sub("", author))
    return bool(word) and word not in rules.words["no_authors"] and not rules.organisation_end.search(word)


def masked_text(source: str, masked: Masked, rules: Rules) -> str:
    """A text original, line by line as it was, with everything masked that the gate masked in its document.

    Eleven digits alone are masked only where the gate, which knows what stands around them, masked them.

    Raises PublishError where a masked value is not where it was read, or would still be readable: the original must
    then be withheld.
    """
    parts = _LINE_END.split(source)
    by_line: dict[int, list[Value]] = {}
    for value in masked.values.all:
        for number in range(value.line or 0, (value.line_end or value.line or 0) + 1):
            by_line.setdefault(number, []).append(value)
    missing = {id(value): value for value in masked.values.all if not value.sure or value.line is not None}
    for number, position in enumerate(range(0, len(parts), 2), start=1):
        line = _by_place(parts[position], by_line.get(number, ()), missing)
        line = replaced(line, (span for span in text_spans(line, rules) if span.rule != "mobile-bare"))
        parts[position] = replaced(line, merged(masked.values.found_in(line)))
    text = "".join(parts)
    if missing or any(True for _ in masked.values.found_in(text)):
        raise PublishError(masked.document.file, "a masked value is not where it was read", "withhold the original")
    return text


def _by_place(line: str, values: Iterable[Value], missing: dict[int, Value]) -> str:
    """The line with the values that were read from it masked; takes them out of `missing`."""
    for value in sorted(values, key=lambda one: -len(one.text)):
        for piece in filter(None, (part.strip() for part in value.text.split("\n"))):
            if piece in line:
                line = line.replace(piece, MASKS[value.kind])
                missing.pop(id(value), None)
            elif MASKS[value.kind] in line:
                missing.pop(id(value), None)
    return line
