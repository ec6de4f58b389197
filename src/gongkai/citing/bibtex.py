"""BibTeX, with the entry type and fields of biblatex's `dataset`."""

from __future__ import annotations

from gongkai.citing.record import Citation

_ESCAPED = {char: "\\" + char for char in "&%$#_"} | {
    "{": r"\{",
    "}": r"\}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(one: Citation) -> str:
    """One entry. The producer is the author, in braces, so that its name is not taken apart."""
    fields = {
        "author": f"{{{_text(one.producer)}}}",
        "title": f"{{{_text(one.full_title)}}}",
        "publisher": f"{{{_text(one.publication.publisher)}}}",
        "date": one.issued.isoformat() if one.issued else "",
        "year": str(one.issued.year) if one.issued else "",
        "version": one.version,
        "url": one.url,
        "note": f"sha256:{one.sha256}" if one.sha256 else "",
        "langid": "chinese",
    }
    lines = [f"  {name:<9} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@dataset{{{one.key},", *lines, "}", ""])


def _text(text: str) -> str:
    return "".join(_ESCAPED.get(char, char) for char in text)
