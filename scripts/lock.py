"""Write the lock files anew from pyproject.toml, with uv: the newest versions for all systems and Pythons we support.

    python3 scripts/lock.py

requirements-build.lock holds what builds packages that come as source only; requirements.lock what gongkai runs with;
requirements-test.lock that and the test extras. No address of a package index is written into them, so that any mirror
will do.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = "# Made by scripts/lock.py from pyproject.toml: do not edit.\n"


def main() -> int:
    """Write the three files; the exit code of the first failure."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = "\n".join(project["build-system"]["requires"])
    runs = (
        ("requirements-build.lock", ("-",), build),
        ("requirements.lock", ("pyproject.toml",), ""),
        ("requirements-test.lock", ("pyproject.toml", "--all-extras", "--constraint", "requirements.lock"), ""),
    )
    for name, source, text in runs:
        command = ["uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
        command += ["--no-emit-index-url", "--no-annotate", "--no-header", *source]
        result = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, encoding="utf-8", check=False)
        if result.returncode:
            sys.stderr.write(result.stderr)
            return result.returncode
        (ROOT / name).write_text(HEADER + result.stdout, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
