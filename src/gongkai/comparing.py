"""`gongkai diff A B`: find what A and B name, and compare it.

| form | what |
|---|---|
| a folder | one package, a `datapackages` folder, or a project |
| `130300-kexie/2021-budget` | the newest version of a package of this project |
| `130300-kexie/2021-budget@v1` | a version of it |
| anything else | a commit of this project's repository: `main`, `HEAD~1`, `4035107` |
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai import permalinks, versions
from gongkai.errors import SourceError
from gongkai.paths import Paths

_ADVICE = "name a folder, <unit-id>/<year-stage>, <unit-id>/<year-stage>@v1, or a commit"


def compare(root: Path, old: str, new: str, form: str) -> str:
    """What differs between two things that are named, in one of `versions.FORMATS`. SourceError where one is not there."""
    with _found(Paths(root), old) as one, _found(Paths(root), new) as other:
        packages = [(folder / "datapackage.json").is_file() for folder in (one, other)]
        if packages[0] != packages[1]:
            raise SourceError(f"{old} and {new}", "a package and a folder of packages", "name two of the same kind")
        name = new.partition("@")[0] if _is_package(new) else f"{other.parent.name}/{other.name}"
        return versions.layout(
            versions.compare(one, other, name) if packages[0] else versions.compare_folders(one, other), form
        )


def broken_promises(root: Path, commit: str) -> tuple[str, ...]:
    """Released addresses and anchors of a commit that the ledger of the project no longer holds.

    SourceError where there is no such commit, SettingsError where one of the two ledgers is not as written.
    """
    paths = Paths(root)
    name = paths.permalinks.relative_to(root).as_posix()
    _git(root, commit, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    if not _git(root, commit, "ls-tree", commit, "--", name).strip():
        return ()
    with TemporaryDirectory() as place:
        copy = Path(place) / "permalinks.csv"
        copy.write_bytes(_git(root, commit, "show", f"{commit}:./{name}"))
        before = permalinks.read_ledger(copy).released
    after = permalinks.read_ledger(paths.permalinks).released
    lost = [f"/{address}" for address in before if address not in after]
    for address in before.keys() & after.keys():
        anchors = permalinks.unpack(before[address].anchors) - permalinks.unpack(after[address].anchors)
        lost += [f"/{address}#{anchor}" for anchor in anchors]
        if after[address].version < before[address].version:
            lost.append(f"/{address} version {before[address].version}")
    return tuple(sorted(lost))


@contextmanager
def _found(paths: Paths, name: str) -> Iterator[Path]:
    """The folder that is named, for the length of a `with` block."""
    folder = Path(name)
    if folder.is_dir():
        inner = folder / paths.datapackages.name
        yield inner if inner.is_dir() else folder
    elif _is_package(name):
        yield _version(paths, name)
    else:
        with TemporaryDirectory() as place:
            _extract(paths, name, Path(place))
            yield Path(place) / paths.datapackages.name


def _is_package(name: str) -> bool:
    """Whether a text is `<unit-id>/<year-stage>`, with `@v<n>` or without."""
    parts = name.partition("@")[0].split("/")
    return len(parts) == 2 and len(parts[0]) > 7 and parts[0][:6].isdigit() and parts[0][6] == "-"


def _version(paths: Paths, name: str) -> Path:
    package, _, version = name.partition("@")
    unit_id, key = package.split("/")
    kept = {f"v{number}": folder for number, folder in versions.earlier(paths.datapackages, unit_id, key)}
    newest = paths.datapackages / unit_id / key
    if (newest / "datapackage.json").is_file():
        kept[f"v{versions.version_of(newest)}"] = newest
    if version and version not in kept:
        raise SourceError(name, "no such version", f"there are: {', '.join(sorted(kept)) or 'none'}")
    if not version and not newest.is_dir():
        raise SourceError(name, "no such package", _ADVICE)
    return kept[version] if version else newest


def _extract(paths: Paths, commit: str, place: Path) -> None:
    """The packages of a commit, unpacked into a folder."""
    folder = place / paths.datapackages.name
    folder.mkdir()
    archive = _git(paths.root, commit, "archive", "--format=tar", commit, paths.datapackages.name)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(place, filter="data")


def _git(root: Path, commit: str, *arguments: str) -> bytes:
    """What git prints. SourceError, naming the commit, where it fails."""
    if commit.startswith("-"):
        raise SourceError(commit, "not a folder, version or commit", _ADVICE)
    try:
        result = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError as error:
        raise SourceError(commit, f"not a folder, and git cannot be run ({error.strerror})", _ADVICE) from error
    if result.returncode:
        said = result.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise SourceError(commit, f"not a folder, version or commit ({said[-1] if said else 'git failed'})", _ADVICE)
    return result.stdout
