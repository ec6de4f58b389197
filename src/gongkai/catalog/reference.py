"""The tables of the catalogue that do not come from disclosures: units, the data dictionary, the classifications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gongkai.model.common_fields import KEYS, columns
from gongkai.model.disclosure import Unit
from gongkai.model.field import Resource
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Code
from gongkai.model.package import Row


def unit_row(unit: Unit) -> Row:
    """The row of `units`."""
    former = (
        f"{one.name}（{'；'.join(part for part in (f'至{one.until}' if one.until else '', one.evidence) if part)}）"
        if one.until or one.evidence
        else one.name
        for one in unit.former_names
    )
    return {
        "unit_id": unit.unit_id,
        "name": unit.name,
        "former_names": "；".join(former),
        "division_code": unit.division_code,
        "province": unit.province,
        "city": unit.city,
        "county": unit.county,
        "level": unit.level,
        "scope": unit.scope,
        "parent_unit_id": unit.parent_unit_id,
        "department_code": unit.department_code,
        "credit_code": unit.credit_code,
    }


def field_rows(catalog: Mapping[str, Resource]) -> Iterator[Row]:
    """The data dictionary: every column of every resource of disclosures and of the catalogue."""
    for package, resources in (("disclosure", RESOURCES), ("catalog", catalog)):
        for resource in resources.values():
            yield from _fields(package, resource)


def _fields(package: str, resource: Resource) -> Iterator[Row]:
    """The columns of one resource."""
    key = {*(field.name for field in KEYS), *resource.key} if resource.keyed else set(resource.key)
    for position, field in enumerate(columns(resource), 1):
        yield {
            "package": package,
            "resource": resource.name,
            "resource_title_zh": resource.title_zh,
            "resource_title_en": resource.title_en,
            "position": position,
            "field": field.name,
            "title_zh": field.title_zh,
            "title_en": field.title_en,
            "description_zh": field.description_zh,
            "description_en": field.description_en,
            "type": field.type,
            "unit": "CNY" if field.money else "",
            "values": " ".join(field.enum),
            "required": field.required,
            "key": field.name in key,
        }


def code_rows(codes: Mapping[str, Iterable[Code]]) -> Iterator[Row]:
    """A classification, by code and year; a name that a code has twice stands once, with its longest validity."""
    for _, entries in sorted(codes.items()):
        names: set[str] = set()
        for one in sorted(entries, key=lambda entry: (entry.valid_from or 0, entry.valid_to or 9999, entry.name)):
            if one.name in names:
                continue
            names.add(one.name)
            yield {
                "code": one.code,
                "name": one.name,
                "level": one.level,
                "parent": one.parent,
                "valid_from": one.valid_from,
                "valid_to": one.valid_to,
                "evidence": one.evidence,
            }
