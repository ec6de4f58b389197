"""Verify that the files of a disclosure are there, are safe to name, and are what was declared."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from gongkai.errors import SourceError
from gongkai.model.disclosure import SourceFile

OURS = ("disclosure.yml", "corrections.yml")
"""Files of ours beside the originals."""
CLUTTER = ("README.md", "Thumbs.db", "desktop.ini")
FORBIDDEN = frozenset('<>:"/\\|?*')
"""Separators, and what Windows does not allow in names."""
LOOK_ALIKES = frozenset("／＼∕⁄⧵⧸⧹﹨．․‥")
DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
    )
)
"""Names of devices on Windows, with any suffix (Microsoft, Naming Files, Paths, and Namespaces)."""
MAX_NAME_BYTES = 200


def verify(file: SourceFile, folder: Path, place: str) -> tuple[SourceError, ...]:
    """The problem of one declared file, none if it is in order."""
    where = f"{place}/{file.name}"
    if reason := unsafe(file.name):
        advice = "rename the file and its entry: letters, digits, hyphens and one suffix"
        return (SourceError(f"{place}/disclosure.yml", f"file name {file.name!r} {reason}", advice),)
    path = folder / file.name
    try:
        if path.is_symlink():
            return (SourceError(where, "a symbolic link", "put the real file there"),)
        if not path.is_file():
            return (SourceError(where, "missing", "put the file there, or remove it from disclosure.yml"),)
        if path.stat().st_size == 0:
            return (SourceError(where, "empty (0 bytes)", "download it again"),)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return (SourceError(where, f"cannot be read ({error.strerror})", "check the file and its permissions"),)
    if digest == file.sha256:
        return ()
    found = f"its SHA-256 is {digest}, disclosure.yml declares {file.sha256}"
    return (SourceError(where, found, "restore the published file; if the agency replaced it, declare the new hash"),)


def undeclared(files: tuple[SourceFile, ...], folder: Path, place: str) -> tuple[SourceError, ...]:
    """A problem for each thing in the folder that disclosure.yml does not list."""
    listed = {unicodedata.normalize("NFC", file.name) for file in files} | {*OURS, *CLUTTER}
    return tuple(
        SourceError(f"{place}/{name}", "not listed in disclosure.yml", "list it under files, or move it away")
        for name in sorted(path.name for path in folder.iterdir())
        if not name.startswith((".", "~$")) and unicodedata.normalize("NFC", name) not in listed
    )


def unsafe(name: str) -> str:
    """Why a file name cannot be used on every system, blank if it can."""
    if bad := sorted(FORBIDDEN & set(name)):
        return f"contains {' '.join(bad)}"
    if not name.isprintable():
        return "contains control characters"
    if bad := sorted(LOOK_ALIKES & set(name)):
        return f"contains {' '.join(bad)}, which look like separators"
    if name.startswith((".", "-", "~")) or name.endswith((".", " ")):
        return "starts with . - ~ or ends with . or a blank"
    if name.split(".")[0].rstrip().casefold() in DEVICES:
        return "is the name of a device on Windows"
    if name in OURS:
        return "is the name of a file of gongkai"
    if len(name.encode()) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    return ""
