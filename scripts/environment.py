"""Make and keep the virtual environment `.venv` that the two commands run in. Standard library only.

A stamp in the environment remembers what was installed: it holds a digest of everything the installation depends on.
The next run compares digests and starts at once. An interrupted installation leaves no stamp and is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD_LOCK = "requirements-build.lock"
LOCKS = ("requirements.lock", "requirements-test.lock")
"""Each holds all of the one before, in the same versions."""


class SetupError(Exception):
    """The environment cannot be made; the message says what to do."""


def run(lock: str, arguments: list[str], root: Path = ROOT) -> int:
    """Install `lock` if it is not, and run Python in the environment with `arguments`; the exit code."""
    try:
        python = prepare(lock, root)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [str(python), *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.chdir(root)
        os.execve(command[0], command, environment)  # noqa: S606
    return subprocess.call(command, cwd=root, env=environment)


def prepare(lock: str, root: Path) -> Path:
    """The Python of the environment, with everything in `lock` and gongkai itself installed."""
    folder = root / ".venv"
    stamp = folder / "gongkai-stamp.json"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = digest(lock, root)
    installed = read_stamp(stamp)
    if python.exists() and installed.get(lock) == wanted:
        return python
    stamp.unlink(missing_ok=True)
    ensure_venv(folder, python, moved=installed.get("root", str(root)) != str(root))
    print(f"Installing {lock} into .venv (once; takes a minute)", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    call([*pip, "--require-hashes", "-r", BUILD_LOCK], root)
    call([*pip, "--require-hashes", "--no-build-isolation", "-r", lock], root)
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], root)
    contained = LOCKS[: LOCKS.index(lock) + 1]
    stamps = {"root": str(root), **{name: digest(name, root) for name in contained}}
    stamp.write_text(json.dumps(stamps, indent=1), encoding="utf-8", newline="\n")
    return python


def ensure_venv(folder: Path, python: Path, *, moved: bool) -> None:
    """Make the environment where there is none, or anew where it was moved, is broken or has another Python."""
    if python.exists() and not moved and output([str(python), "-c", PRINT_VERSION]) == version():
        if output([str(python), "-c", "import pip"]) is None:
            call([str(python), "-m", "ensurepip"], folder.parent)
        return
    try:
        call([sys.executable, "-m", "venv", "--clear", str(folder)], folder.parent)
    except SetupError as error:
        advice = "on Debian and Ubuntu: apt install python3-venv; elsewhere install Python from python.org"
        raise SetupError(f"{error}\nThis Python cannot make virtual environments; {advice}") from error


PRINT_VERSION = "import sys; print(*sys.version_info[:2], sep='.')"


def version() -> str:
    """The version of this Python, `3.11`."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def digest(lock: str, root: Path) -> str:
    """What an installation depends on: the locks, the project, this file, the Python and the place."""
    parts = [version(), sys.platform, str(root)]
    for name in (BUILD_LOCK, lock, "pyproject.toml", "scripts/environment.py"):
        try:
            parts.append((root / name).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise SetupError(f"{name} is missing in {root}: restore it with `git checkout {name}`") from error
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    """What was installed; nothing if the stamp is missing or damaged."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def call(command: list[str], folder: Path) -> None:
    """Run a command to its end; SetupError if it fails."""
    if code := subprocess.call(command, cwd=folder):
        line = " ".join(command)
        raise SetupError(f"Failed with exit code {code}: {line}\nThe lines above say why; run this again when mended.")


def output(command: list[str]) -> str | None:
    """What a command prints, None if it fails or cannot be started."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None
