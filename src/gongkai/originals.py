"""Copies of the original files beside a disclosure's page: verbatim, masked, or none, with the reason.

They are made when a disclosure is read, because only then it is known what was masked in it. They wait in
build/originals/, each folder with a record of what is offered, until they are laid beside the page.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path

from gongkai import privacy, readers
from gongkai.atomic import write_if_changed
from gongkai.errors import GongkaiError, PublishError
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure
from gongkai.model.original import Original
from gongkai.paths import Paths
from gongkai.settings import Settings

RECORD = ".record.json"
FOLDER = "source/"
"""Where copies lie, relative to the page."""

_TEXT = frozenset({"html", "dump", "pdf-text"})


def write(paths: Paths, settings: Settings, disclosure: Disclosure, read: Sequence[privacy.Masked]) -> None:
    """Write what is offered of the originals of a disclosure; `read` are its files as read, in order.

    Raises PublishError where a file is not what it was when it was listed.
    """
    rules = privacy.load_rules(load(), keep_office_holder_names=settings.keep_office_holder_names)
    folder = _folder(paths, disclosure)
    contents: dict[str, bytes] = {}
    record = []
    for file, masked in zip(disclosure.files, read, strict=True):
        data = _read(disclosure, file.name, file.sha256)
        offer, content, suffix = _offered(data, file.name, masked, settings, rules)
        name = _name(masked.document.file, suffix, contents) if offer in ("verbatim", "masked") else ""
        if name and privacy.scan_bytes(content, name, masked.values, rules.allowed):
            offer, name = "withheld", ""
        if name:
            contents[name] = content
            copied = (name, _sha256(content), len(content))
            record.append(Original(masked.document.file, file.sha256, len(data), offer, *copied))
        else:
            record.append(Original(masked.document.file, file.sha256, len(data), offer))
    _keep(folder, {*contents, RECORD})
    for name, content in contents.items():
        write_if_changed(folder / name, content)
    text = json.dumps([asdict(one) for one in record], ensure_ascii=False, indent=1)
    write_if_changed(folder / RECORD, f"{text}\n".encode())


def stand(paths: Paths, disclosure: Disclosure) -> bool:
    """True where the copies of the files of a disclosure are there as they were made."""
    offered = shown(paths, disclosure)
    folder = _folder(paths, disclosure)
    return len(offered) == len(disclosure.files) and all(
        (folder / one.copy).is_file() and _sha256((folder / one.copy).read_bytes()) == one.copy_sha256
        for one in offered
        if one.copy
    )


def shown(paths: Paths, disclosure: Disclosure) -> tuple[Original, ...]:
    """What is offered of the files of a disclosure, in their order; none where the copies are of other files."""
    path = _folder(paths, disclosure) / RECORD
    if disclosure.edition or not path.is_file():
        return ()
    found = tuple(Original(**one) for one in json.loads(path.read_text(encoding="utf-8")))
    same = [one.sha256 for one in found] == [file.sha256 for file in disclosure.files]
    return found if same else ()


def files(paths: Paths, disclosures: Sequence[Disclosure]) -> dict[str, Path]:
    """Every copy by its address on the site. Folders of disclosures that are gone are removed."""
    wanted = {_folder(paths, one) for one in disclosures}
    for folder in sorted(paths.originals.glob("*/*")):
        if folder not in wanted:
            shutil.rmtree(folder)
            if not any(folder.parent.iterdir()):
                folder.parent.rmdir()
    return {
        f"{one.address}{FOLDER}{copy.copy}": _folder(paths, one) / copy.copy
        for one in disclosures
        for copy in shown(paths, one)
        if copy.copy
    }


def _folder(paths: Paths, disclosure: Disclosure) -> Path:
    return paths.originals / disclosure.unit.unit_id / disclosure.key


def _read(disclosure: Disclosure, name: str, sha256: str) -> bytes:
    try:
        data = (disclosure.folder / name).read_bytes()
    except OSError as error:
        raise PublishError(name, f"cannot be read ({error.strerror})", "put it back and build again") from error
    if _sha256(data) != sha256:
        raise PublishError(name, "was changed while it was read", "build again")
    return data


def _offered(
    data: bytes, name: str, masked: privacy.Masked, settings: Settings, rules: privacy.Rules
) -> tuple[str, bytes, str]:
    """What is offered of a file, the bytes of the copy, and the suffix that says to a browser what they are."""
    if settings.originals == "never" or settings.site_files != "all":
        return "never", b"", ""
    kind = readers.sniff(data, name)
    is_text = kind in _TEXT
    suffix = ".txt" if is_text else f".{kind}"
    offer = privacy.offer(masked, is_text=is_text, setting=settings.originals_with_personal_data)
    if offer is privacy.Offer.WITHHELD:
        return "withheld", b"", ""
    try:
        if is_text:
            source = readers.decode(data, name, "gb18030" if kind == "html" else None)
            text = privacy.masked_text(source, masked, rules)
            if text != source:
                if settings.originals_with_personal_data == "withheld":
                    return "withheld", b"", ""
                data, offer = text.encode("utf-8"), privacy.Offer.MASKED
        lines = readers.beneath(data, kind, name)
    except PublishError:
        return "withheld", b"", ""
    except GongkaiError:
        return "opaque", b"", ""
    if not privacy.is_clean(lines, masked, rules):
        return "withheld", b"", ""
    return ("masked" if offer is privacy.Offer.MASKED else "verbatim"), data, suffix


def _name(name: str, suffix: str, taken: Collection[str]) -> str:
    """A name that no other copy has on any system, and that ends in `suffix`, so that no browser runs what is in it."""
    used = {_alike(one) for one in taken}
    stem = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    number = 1
    while _alike(wanted := f"{stem}-{number}{suffix}" if number > 1 else f"{stem}{suffix}") in used:
        number += 1
    return wanted


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _keep(folder: Path, names: Collection[str]) -> None:
    """Remove what is not offered any more."""
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.name not in names:
            path.unlink()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
