"""What frictionless found good in one build it need not see in the next, and what is new or bad it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai import conforming, fingerprint, packages
from gongkai.packages import kinds, profile
from gongkai.paths import Paths

ROOT = Path(__file__).parents[1]


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    shutil.copytree(ROOT / "datapackages/130532-kexie", tmp_path / "datapackages/130532-kexie")
    forget(monkeypatch)
    return Paths(tmp_path)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process."""
    monkeypatch.setattr(kinds, "KNOWN", {})
    monkeypatch.setattr(profile, "SOUND", set())
    conforming._learn.cache_clear()


def never(*_: object) -> None:
    raise AssertionError("frictionless has nothing to judge")


def test_what_is_known_is_not_judged_again(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = paths.datapackages / "130532-kexie/2019-budget"
    first = conforming.validate([folder], paths)
    assert first.valid
    forget(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(kinds, "judged", never)
        whole = profile._validators()[0]
        patch.setattr(profile, "_validators", lambda: (whole, None, None))
        assert conforming.validate([folder], paths) == first


def test_another_gongkai_judges_for_itself(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = paths.datapackages / "130532-kexie/2019-budget"
    conforming.validate([folder], paths)
    forget(monkeypatch)
    monkeypatch.setattr(fingerprint, "code", lambda: "another")
    monkeypatch.setattr(kinds, "judged", never)
    with pytest.raises(AssertionError, match="nothing to judge"):
        conforming.validate([folder], paths)


def test_a_fault_is_never_learned(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = paths.datapackages / "130532-kexie/2019-budget"
    file = folder / "amounts.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",printed,", ",guessed,", 1), encoding="utf-8", newline="")
    for _ in range(2):
        report = conforming.validate([folder], paths)
        assert any("guessed" in one.found and one.place.file.endswith("amounts.csv") for one in report.findings)
        forget(monkeypatch)


def test_a_wrong_schema_is_never_learned(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = paths.datapackages / "130532-kexie/2019-budget"
    file = folder / "datapackage.json"
    spoiled = file.read_text(encoding="utf-8").replace('"type": "string"', '"type": "money"', 1)
    file.write_text(spoiled, encoding="utf-8", newline="")
    for _ in range(2):
        assert "profile" in {one.code for one in conforming.validate([folder], paths).findings}
        forget(monkeypatch)


def test_pieces_of_work_are_kept_apart_and_learned_together(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def learned(name: str, *found: str) -> packages.Good:
        return {name: (frozenset(found),)}

    with conforming.remembering(paths, "one"):
        packages.learn(learned("x", "a"))
    with conforming.remembering(paths, "two"):
        packages.learn(learned("x", "b"))
    with conforming.remembering(paths, "two"):
        packages.learn(learned("y", "c"))
    forget(monkeypatch)
    with conforming.remembering(paths, "three"):
        pass
    assert packages.known() == {**learned("x", "a", "b"), **learned("y", "c"), **learned("profile")}
    assert len(list((paths.cache / "known").iterdir())) == 2
