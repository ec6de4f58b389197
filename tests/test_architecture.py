"""The rules of ARCHITECTURE.md, held."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "gongkai"
MODULES = sorted(SRC.rglob("*.py"))
SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))
STAGES = (
    "documents", "readers", "privacy", "tables", "recognisers", "narrative", "records", "packages", "checks", "catalog",
    "downloads", "pages", "site", "intake", "citing", "permalinks", "versions",
)  # fmt: skip
COMMON = {"model", "knowledge", "errors", "paths", "settings", "strict_yaml", "atomic", "stamps", "__init__"}
"""What every stage may import, beside itself."""
MAY_IMPORT = {
    "__init__": set[str](),
    "__main__": {"cli"},
    "adding": {"documents", "intake", "pipeline", "settings", "inspect", *COMMON},
    "atomic": set[str](),
    "cache": {"atomic", "errors", "model"},
    "catalog_parts": {*COMMON, *STAGES, "cache", "conforming", "fingerprint"},
    "cataloguing": {*COMMON, *STAGES, "cache", "catalog_parts", "conforming", "fingerprint", "stacking"},
    "cli": {
        "adding",
        "checks",
        "commands",
        "documents",
        "errors",
        "inspect",
        "paths",
        "permalinks",
        "pipeline",
        "progress",
        "publication",
        "serve",
        "settings",
        "site",
        "survey",
        "versions",
        "__init__",
    },
    "commands": {"lasting", "comparing", "site", "errors", "paths", "__init__"},
    "comparing": {"versions", "permalinks", "errors", "paths", "__init__"},
    "conforming": {"cache", "fingerprint", "packages", "paths"},
    "corrections": {"model", "knowledge", "errors", "strict_yaml", "__init__"},
    "errors": set[str](),
    "execution": {"errors"},
    "fingerprint": {"stamps", "__init__"},
    "framing": {*COMMON, "cache", "fingerprint", "pages", "permalinks", "release", "site"},
    "gathering": {"pages"},
    "guard": {"atomic", "errors", "locking", "paths"},
    "inspect": {"model", "intake"},
    "knowledge": {"model", "errors"},
    "lasting": {"pages", "packages", "citing", "permalinks", "versions", *COMMON},
    "locking": {"errors"},
    "model": set[str](),
    "offering": {*COMMON, "downloads", "packages", "pages"},
    "originals": {*COMMON, "privacy", "readers"},
    "paths": set[str](),
    "pipeline": {
        *COMMON,
        *STAGES,
        "cache",
        "cataloguing",
        "conforming",
        "corrections",
        "execution",
        "fingerprint",
        "framing",
        "guard",
        "release",
        "lasting",
        "locking",
        "originals",
        "progress",
        "publication",
        "stale",
        "standing",
        "summary",
        "survey",
    },
    "progress": {"errors"},
    "publication": {
        *COMMON,
        *STAGES,
        "cache",
        "originals",
        "catalog_parts",
        "cataloguing",
        "execution",
        "fingerprint",
        "gathering",
        "lasting",
        "offering",
        "framing",
        "progress",
        "stacking",
        "stale",
        "summary",
    },
    "release": {*COMMON, "privacy"},
    "stacking": {*COMMON, "cache", "catalog", "downloads", "fingerprint", "packages"},
    "stale": COMMON,
    "stamps": set[str](),
    "standing": {"cache", "documents", "fingerprint", "paths", "progress", "settings", "stamps", "summary", "__init__"},
    "serve": {"cli", "pipeline", "settings", "paths", "errors", "progress", "summary", "knowledge"},
    "settings": {"errors", "strict_yaml"},
    "strict_yaml": {"errors"},
    "survey": {"model"},
    "summary": {"model", "errors", "paths", "progress", "atomic"},
    **dict.fromkeys(STAGES, COMMON),
}
PARSE_TEXT = {
    "catalog/comparability.py",
    "checks/c4_direction.py",
    "checks/completeness.py",
    "checks/d2_contents.py",
    "checks/listed.py",
    "checks/h1_residue.py",
    "checks/plausibility.py",
    "checks/sides.py",
    "checks/stating.py",
    "downloads/sheet.py",
    "downloads/workbook.py",
    "intake/divisions.py",
    "intake/filing.py",
    "intake/identify.py",
    "intake/slug.py",
    "knowledge/headings.py",
    "knowledge/items.py",
    "knowledge/performance.py",
    "knowledge/text.py",
    "model/money.py",
    "narrative/language.py",
    "narrative/patterns.py",
    "narrative/reading.py",
    "narrative/sentence.py",
    "narrative/subjects.py",
    "narrative/tokens.py",
    "narrative/words.py",
    "packages/csvfile.py",
    "packages/integrity.py",
    "pages/places.py",
    "pages/render.py",
    "pages/rows.py",
    "permalinks/anchors.py",
    "privacy/cells.py",
    "privacy/folding.py",
    "privacy/gate.py",
    "privacy/names.py",
    "privacy/numbers.py",
    "privacy/originals.py",
    "privacy/rules.py",
    "privacy/scan.py",
    "privacy/sentences.py",
    "privacy/texts.py",
    "privacy/values.py",
    "readers/beneath.py",
    "readers/docx_numbering.py",
    "readers/docx_styles.py",
    "readers/html.py",
    "readers/joining.py",
    "readers/number_format.py",
    "readers/pdf_cells.py",
    "readers/pdf_furniture.py",
    "readers/pdf_grid.py",
    "readers/pdf_open_rows.py",
    "readers/pdf_paragraphs.py",
    "readers/pdf_text.py",
    "readers/pdf_unruled.py",
    "readers/sniff.py",
    "readers/text_lines.py",
    "recognisers/emptiness.py",
    "recognisers/fields.py",
    "recognisers/measures.py",
    "recognisers/titles.py",
    "records/activities.py",
    "records/assets.py",
    "records/codes.py",
    "records/goals.py",
    "records/ledger.py",
    "records/performance_head.py",
    "records/staffing.py",
    "records/targets.py",
    "site/staging.py",
    "site/tidy.py",
    "site/words.py",
    "tables/context.py",
    "tables/headers.py",
    "tables/stitch.py",
    "tables/vocabulary.py",
}
"""The modules that parse text, and so may import `re`."""
MAX_LINES = 400
MAX_FUNCTION_LINES = 60


def name(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def part(path: Path) -> str:
    """The stage or top module a file belongs to."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """The dotted names a file imports, at any depth."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def ours(dotted: str) -> str | None:
    """The stage or top module of ours that a dotted name belongs to, None for what is not ours."""
    first, _, rest = dotted.partition(".")
    if first != "gongkai":
        return None
    top = rest.partition(".")[0]
    return top if (SRC / top).is_dir() or (SRC / f"{top}.py").is_file() else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_import_rule(path: Path) -> None:
    me = part(path)
    assert me in MAY_IMPORT, f"{name(path)}: {me} is new; say in MAY_IMPORT what it may import"
    for dotted in imports(path):
        other = ours(dotted)
        assert other is None or other == me or other in MAY_IMPORT[me], f"{name(path)} must not import {dotted}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_import_only_the_pipeline(path: Path) -> None:
    assert {ours(dotted) for dotted in imports(path)} <= {None, "pipeline"}


def test_nobody_imports_scripts() -> None:
    names = {path.stem for path in SCRIPTS}
    for path in MODULES:
        assert not names & {dotted.partition(".")[0] for dotted in imports(path)}, name(path)


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=lambda path: path.name)
def test_size(path: Path) -> None:
    assert path.stem not in ("utils", "util", "helpers", "common", "misc"), f"{path.name} says nothing"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{path} has {lines} lines; split it"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION_LINES, f"{path}: {node.name}() has {length} lines; split it"


def test_regular_expressions_only_where_text_is_parsed() -> None:
    assert {name(path) for path in MODULES if "re" in imports(path)} <= PARSE_TEXT


def test_parsers_are_listed_only_if_they_parse() -> None:
    assert {one for one in PARSE_TEXT if not (SRC / one).is_file() or "re" not in imports(SRC / one)} == set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_floats_are_made(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "float", f"{name(path)}:{node.lineno} makes a float; amounts are Decimal"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_blanket_except(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{name(path)}:{node.lineno} catches everything"
            caught = ast.unparse(node.type)
            assert caught not in ("Exception", "BaseException"), f"{name(path)}:{node.lineno} catches {caught}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_wildcard_imports(path: Path) -> None:
    assert not any(dotted.endswith(".*") for dotted in imports(path))


def test_no_package_index_in_the_locks() -> None:
    for path in ROOT.glob("*.lock"):
        assert "://" not in path.read_text(encoding="utf-8"), path.name
