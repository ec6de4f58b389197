"""Names and small look-ups of WordprocessingML."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def local(element: Any) -> str:
    """The name of a WordprocessingML element without its namespace; blank for other elements and comments."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for namespace in (W, _STRICT):
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return ""


def children(element: Any, name: str) -> list[Any]:
    """The children of that name; none of None."""
    return [] if element is None else [item for item in element if local(item) == name]


def child(element: Any, *path: str) -> Any:
    """The first element at the end of a path of names, or None."""
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def attribute(element: Any, name: str) -> str:
    """A WordprocessingML attribute; blank where there is none."""
    if element is None:
        return ""
    return str(element.get(W + name) or element.get(_STRICT + name) or "")


def on(element: Any) -> bool:
    """True if a toggle property such as `w:vanish` is present and not switched off."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}
