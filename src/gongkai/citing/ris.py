"""RIS, as reference managers import it."""

from __future__ import annotations

from gongkai.citing.record import Citation


def ris(one: Citation) -> str:
    """One record of type DATA, lines ended by CR LF as the format asks. The producer is the author (AU)."""
    fields = [
        ("TY", "DATA"),
        ("ID", one.key),
        ("AU", one.producer),
        ("TI", one.full_title),
        ("PB", one.publication.publisher),
        ("PY", str(one.issued.year) if one.issued else ""),
        ("DA", one.issued.strftime("%Y/%m/%d") if one.issued else ""),
        ("ET", one.version),
        ("UR", one.url),
        ("LA", "zh-CN"),
        ("N1", f"sha256:{one.sha256}" if one.sha256 else ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"
