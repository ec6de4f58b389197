from __future__ import annotations

import ast
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai import settings
from gongkai.errors import SettingsError
from gongkai.settings import BOUNDS, CHOICES, Settings, load


def write(root: Path, text: str) -> Path:
    (root / "gongkai.yml").write_text(text, encoding="utf-8")
    return root


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_overrides(tmp_path: Path) -> None:
    text = "site_name: 冀南预算\nsite_url: https://example.org/a/\nmax_pages: 1_000\nkeep_office_holder_names: true\n"
    expected = replace(
        Settings(),
        site_name="冀南预算",
        site_url="https://example.org/a/",
        max_pages=1000,
        keep_office_holder_names=True,
    )
    assert load(write(tmp_path, text)) == expected


def test_false_and_zero_are_values(tmp_path: Path) -> None:
    assert load(write(tmp_path, "keep_office_holder_names: false\nworkers: 0\n")) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sitename: x\n", "unknown key 'sitename'; use only: site_name, site_url"),
        ("workers: many\n", "workers is 'many'; write a whole number from 0 to 1024"),
        ("workers: -1\n", "workers is '-1'"),
        ("max_pages: 0\n", "max_pages is '0'"),
        ("max_pages: 1.5\n", "max_pages is '1.5'"),
        ("max_pages: ５\n", "max_pages is '５'"),
        ("keep_office_holder_names: maybe\n", "use one of: true, false"),
        ("originals_with_personal_data: shown\n", "use one of: masked, withheld"),
        ("site_url: example.org\n", "write an address from https:// to the last /"),
        ("site_name: [a]\n", "site_name is a list, not a text"),
        ("", "empty"),
    ],
)
def test_bad_settings(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=r"^gongkai\.yml") as error:
        load(write(tmp_path, text))
    assert message in str(error.value)


def test_every_option_is_documented_and_bounded() -> None:
    tree = ast.parse(Path(settings.__file__).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    documented = {
        option.target.id
        for option, doc in pairwise(body)
        if isinstance(option, ast.AnnAssign)
        and isinstance(option.target, ast.Name)
        and isinstance(doc, ast.Expr)
        and isinstance(doc.value, ast.Constant)
    }
    assert documented == {option.name for option in fields(Settings)}
    numbers = {option.name for option in fields(Settings) if option.type == "int"}
    assert numbers == set(BOUNDS)
    assert all(BOUNDS[name][0] <= getattr(Settings(), name) <= BOUNDS[name][1] for name in numbers)
    assert all(getattr(Settings(), name) in choices for name, choices in CHOICES.items())
