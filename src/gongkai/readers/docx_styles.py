"""What paragraph styles say of a paragraph: its outline level and its list."""

from __future__ import annotations

import re
from typing import Any

from gongkai.readers.docx_xml import attribute, child, children

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, root: Any) -> None:
        """`root` is the root of styles.xml, or None."""
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}

    def level(self, properties: Any) -> int:
        """The outline level of a paragraph, from 1; 0 for body text."""
        own = attribute(child(properties, "outlineLvl"), "val")
        if own.isdigit():
            return int(own) + 1 if int(own) < 9 else 0
        for style in self._chain(properties):
            value = attribute(child(style, "pPr", "outlineLvl"), "val")
            if value.isdigit():
                return int(value) + 1 if int(value) < 9 else 0
            match = _HEADING.match(attribute(child(style, "name"), "val"))
            if match:
                return int(match.group(1))
        return 0

    def list_of(self, properties: Any) -> tuple[str, int] | None:
        """List and depth (from 0) of a numbered paragraph."""
        found: tuple[str, int] | None = None
        depth = ""
        for holder in (properties, *(child(style, "pPr") for style in self._chain(properties))):
            number = child(holder, "numPr")
            if number is None:
                continue
            depth = depth or attribute(child(number, "ilvl"), "val")
            list_id = attribute(child(number, "numId"), "val")
            if list_id:
                found = (list_id, int(depth) if depth.isdigit() else 0)
                break
        return None if found is None or found[0] == "0" else found

    def _chain(self, properties: Any) -> list[Any]:
        """The paragraph's style and those it is based on."""
        chain: list[Any] = []
        style = self._styles.get(attribute(child(properties, "pStyle"), "val"))
        while style is not None and not any(known is style for known in chain):
            chain.append(style)
            style = self._styles.get(attribute(child(style, "basedOn"), "val"))
        return chain
