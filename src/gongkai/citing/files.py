"""The files beside a page: citation.bib, citation.ris, citation.json, citation.txt."""

from __future__ import annotations

from gongkai.citing.bibtex import bibtex
from gongkai.citing.csl import csl_json
from gongkai.citing.english import plain
from gongkai.citing.gbt import STYLES, gbt7714
from gongkai.citing.record import Citation
from gongkai.citing.ris import ris


def citation_files(one: Citation) -> dict[str, bytes]:
    """All formats by file name, UTF-8."""
    styles: dict[str, list[str]] = {}
    for style, title in STYLES.items():
        styles.setdefault(gbt7714(one, style), []).append(title)
    lines = [f"{'、'.join(titles)}\n{reference}\n" for reference, titles in styles.items()]
    text = "\n".join([*lines, f"English\n{plain(one)}\n"])
    made = {"citation.bib": bibtex(one), "citation.ris": ris(one), "citation.json": csl_json(one), "citation.txt": text}
    return {name: content.encode("utf-8") for name, content in made.items()}
