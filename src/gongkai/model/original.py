"""What readers are offered of the original files of a disclosure."""

from __future__ import annotations

from dataclasses import dataclass

OFFERS = ("verbatim", "masked", "withheld", "opaque", "never")
"""`verbatim`: a copy byte for byte. `masked`: a text with personal data masked, in UTF-8. `withheld`: no copy, because
personal data was found. `opaque`: no copy, because not everything in the file can be looked into. `never`: no copy,
because the settings say so."""


@dataclass(frozen=True, slots=True)
class Original:
    """One original file and its copy on the site.

    `name` is the file name without personal data, `sha256` (hex) and `bytes` are those of the original. `copy` is the
    name of the copy below `source/`, blank where none is offered; `copy_sha256` and `copy_bytes` are those of the copy.
    """

    name: str
    sha256: str
    bytes: int
    offer: str
    copy: str = ""
    copy_sha256: str = ""
    copy_bytes: int = 0
