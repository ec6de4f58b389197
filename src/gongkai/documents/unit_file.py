"""unit.yml: who discloses."""

from __future__ import annotations

from pathlib import Path

from gongkai.errors import SettingsError
from gongkai.model.disclosure import FormerName, Unit
from gongkai.strict_yaml import Keys, read

LEVELS = ("central", "province", "city", "county", "township")
SCOPES = ("department", "unit")


def read_unit(folder: Path, place: str) -> tuple[Unit | None, tuple[SettingsError, ...]]:
    """The unit of a folder of disclosures/, or None and the reasons. `place` is the folder as named in messages."""
    where = f"{place}/unit.yml"
    if not (folder / "unit.yml").is_file():
        advice = "write it: unit_id, name, division_code, level, scope"
        return None, (SettingsError(where, "missing, so the unit is unknown", advice),)
    try:
        keys = Keys(read(folder / "unit.yml", where), where)
    except SettingsError as error:
        return None, (error,)
    unit, former = _take(keys)
    if unit.unit_id and unit.unit_id != folder.name:
        keys.problem(f"unit_id is {unit.unit_id!r} in a folder named {folder.name!r}", "make the two the same")
    _check_codes(unit, keys)
    problems = (*keys.close(), *(problem for one in former for problem in one.close()))
    return (None, problems) if problems else (unit, ())


def _take(keys: Keys) -> tuple[Unit, tuple[Keys, ...]]:
    """The unit as written, and its former names, to be closed."""
    unit_id = keys.text("unit_id", required=True)
    name = keys.name("name")
    division_code = keys.text("division_code", required=True)
    level = keys.choice("level", LEVELS, required=True)
    province, city, county = keys.text("province"), keys.text("city"), keys.text("county")
    scope = keys.choice("scope", SCOPES, required=True)
    former = keys.mappings("former_names")
    names = tuple(FormerName(one.name("name"), one.text("until"), one.text("evidence")) for one in former)
    unit = Unit(
        unit_id=unit_id,
        name=name,
        division_code=division_code,
        level=level,
        province=province,
        city=city,
        county=county,
        scope=scope,
        former_names=names,
        parent_unit_id=keys.text("parent_unit_id"),
        department_code=keys.text("department_code"),
        credit_code=keys.text("credit_code"),
        aliases=keys.texts("aliases"),
    )
    return unit, former


def _check_codes(unit: Unit, keys: Keys) -> None:
    """Problems where the codes are malformed or contradict one another."""
    code = unit.division_code
    if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
        keys.problem(f"division_code is {code!r}", "write the six digits of GB/T 2260")
    elif code and unit.level and (level := _level_of(code)) != unit.level and unit.level != "township":
        keys.problem(f"level is {unit.level}, but {code} is the code of a {level} division", "correct one of the two")
    for key, unit_id in (("unit_id", unit.unit_id), ("parent_unit_id", unit.parent_unit_id)):
        if unit_id and not is_unit_id(unit_id):
            keys.problem(
                f"{key} is {unit_id!r}", "write six digits, a hyphen, and small letters and digits: 130532-kexie"
            )
    if is_unit_id(unit.unit_id) and unit.unit_id[:6] != code:
        keys.problem(f"unit_id {unit.unit_id} does not start with division_code {code}", "correct one of the two")
    if unit.credit_code and not _is_credit_code(unit.credit_code):
        keys.problem(f"credit_code {unit.credit_code!r} has a wrong check digit or form", "copy all 18 characters")


def _is_credit_code(text: str) -> bool:
    from stdnum.cn import uscc

    return bool(uscc.is_valid(text))


def is_unit_id(text: str) -> bool:
    """Whether a text is a division code and a slug: `130532-kexie`, `110102-kexie-benji`."""
    code, hyphen, slug = text.partition("-")
    words = slug.split("-")
    return (
        len(code) == 6
        and code.isdigit()
        and text.isascii()
        and bool(hyphen)
        and all(word.isalnum() and word == word.lower() for word in words)
    )


def _level_of(code: str) -> str:
    """The level that the zeros of a division code state (GB/T 2260: two digits each for province, city, county)."""
    if code == "100000":
        return "central"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
