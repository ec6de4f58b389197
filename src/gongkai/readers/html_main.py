"""Which element of a web page holds the document; the rest is the page's chrome: navigation, links, imprint."""

from __future__ import annotations

from typing import Any

from gongkai.knowledge.text import fold

UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg"})
"""Elements whose content a reader of the page does not see."""
_MAIN_SHARE = 0.8
"""Share of the page's text outside links that the document makes up."""
_LEAST_TITLE = 6


def main_of(body: Any) -> Any:
    """The lowest element that holds most of the text and the title, or `body` itself."""
    weights = _weights(body)
    title = _title_element(body)
    least = _MAIN_SHARE * weights[body]
    current = body
    while True:
        heavier = [child for child in current if weights.get(child, 0) >= least]
        if not heavier or (title is not None and not _holds(heavier[0], title)):
            return current
        if heavier[0].tag in {"p", "table", "tbody", "tr", "td", "ul", "ol", "pre", "article", "span", "font"}:
            return current
        current = heavier[0]


def _weights(body: Any) -> dict[Any, int]:
    """Characters of seen text outside links, per element with its descendants."""
    weights: dict[Any, int] = {}
    for element in reversed(list(body.iter())):
        if not isinstance(element.tag, str) or element.tag in UNSEEN or element.tag in {"a", "select", "option"}:
            weights[element] = 0
        else:
            own = _length(element.text)
            weights[element] = own + sum(weights[child] + _length(child.tail) for child in element)
    return weights


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _title_element(body: Any) -> Any:
    """The heading that repeats the page's title, where there is one."""
    declared = body.getroottree().find(".//title")
    if declared is None or not declared.text:
        return None
    title = fold(declared.text)
    for element in body.iter("h1", "h2", "h3", "div", "p", "span", "td"):
        text = fold(element.text or "")
        if len(text) >= _LEAST_TITLE and title.startswith(text):
            return element
    return None


def _holds(element: Any, descendant: Any) -> bool:
    return element is descendant or any(ancestor is element for ancestor in descendant.iterancestors())
