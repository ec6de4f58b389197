"""What a document, a YAML file or a file name says is shown as text: it runs nowhere and writes nowhere else."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main

ROOT = Path(__file__).parents[1]
MARK = "zqzq"
HOSTILE = (
    f"<script>alert('{MARK}')</script>",
    f"</script><script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"<svg/onload={MARK}()>",
    "{{ 7 * 191 }}{% raw %}",
    f"[{MARK}](javascript:{MARK}())",
    f"![{MARK}](x' onerror='{MARK}())",
    f'=HYPERLINK("x:{MARK}",1)',
    f"@SUM(1)*{MARK}",
    f"../../../../{MARK}.txt",
    f"C:\\{MARK}\\CON",
    f"\u202e{MARK}\u200b е а",
    "!!python/object/apply:os.system [x]",
    f"<!-- {MARK}",
    f"`{MARK}`|{MARK}|<b>",
    "长" * 3000,
)
SOURCE = "130532-kexie/2019-budget"


class Elements(HTMLParser):
    """Every element and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in = "script" if tag == "script" and ("type", "application/ld+json") not in attributes else ""
        for name, value in attributes:
            if name.startswith("on") or re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.scripts.append(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile") / "project"
    for name in ("site_src", "mkdocs.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, _made(root / name))
    folder = root / "disclosures" / SOURCE
    shutil.copytree(ROOT / "disclosures" / SOURCE, folder)
    shutil.copy(ROOT / "disclosures" / SOURCE.split("/")[0] / "unit.yml", folder.parent)
    file = next(folder.glob("*.txt"))
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    data = (file.read_text(encoding="utf-8") + "\n" + "\n\n".join(f"{one}。" for one in HOSTILE) + "\n").encode("utf-8")
    file.write_bytes(data)
    text = (folder / "disclosure.yml").read_text(encoding="utf-8").replace(before, hashlib.sha256(data).hexdigest())
    text = re.sub(r"(?m)^title: .*$", lambda _: f"title: {json.dumps(HOSTILE[0] + HOSTILE[2] + HOSTILE[4])}", text)
    text = re.sub(r"(?m)^publisher: .*$", lambda _: f"publisher: {json.dumps(HOSTILE[1] + HOSTILE[3])}", text)
    (folder / "disclosure.yml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--root", str(root), "--workers", "1"])
    assert result.exit_code == 0, result.output + result.stderr
    return root


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_nothing_runs(hostile: Path) -> None:
    seen = 0
    for path in sorted((hostile / "build/site").rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        elements = Elements()
        elements.feed(page)
        assert not [one for one in elements.found if MARK in one], path
        assert not [one for one in elements.scripts if MARK in one], path
        assert "1337" not in page.replace("{{ 7 * 191 }}", ""), path
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            json.loads(block)
        seen += MARK in page
    assert seen, "the hostile text is nowhere, so nothing was tested"


def test_no_cell_is_a_formula_in_files_for_spreadsheets(hostile: Path) -> None:
    for path in sorted((hostile / "build/site").rglob("*.excel.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row if MARK in cell]
        assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "@", "+", "\t")], path


def test_nothing_is_written_elsewhere(hostile: Path) -> None:
    assert [path.name for path in hostile.parent.iterdir()] == ["project"]
    assert {path.name for path in hostile.iterdir()} == {
        "build",
        "datapackages",
        "disclosures",
        "mkdocs.yml",
        "site_src",
    }
    assert not list(hostile.rglob(f"*{MARK}*"))


@pytest.mark.parametrize("name", ["../up.txt", "/etc/x.txt", "C:\\x.txt", "CON.txt", "a/b.txt", "nul", "a\u202e.txt"])
def test_file_names_stay_in_their_folder(tmp_path: Path, name: str) -> None:
    from gongkai import documents
    from gongkai.paths import Paths

    shutil.copytree(ROOT / "disclosures" / SOURCE, tmp_path / "disclosures" / SOURCE)
    shutil.copy(ROOT / "disclosures" / SOURCE.split("/")[0] / "unit.yml", tmp_path / "disclosures/130532-kexie")
    path = tmp_path / "disclosures" / SOURCE / "disclosure.yml"
    text = re.sub(
        r"(?m)^(  - name: ).*$", lambda match: match.group(1) + json.dumps(name), path.read_text(encoding="utf-8")
    )
    path.write_text(text, encoding="utf-8")
    found, problems = documents.discover(Paths(tmp_path))
    assert not found and problems
