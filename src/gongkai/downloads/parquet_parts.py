"""A large table as many Parquet files, each made of some of its rows and kept as long as these do not change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from gongkai import stamps
from gongkai.atomic import write_if_changed
from gongkai.downloads.parquet import arrow_schema
from gongkai.model.field import Resource

_LEVEL, _PAGE = 11, 1 << 25
"""zstd finds what repeats itself if a column is one page, without a dictionary."""

Stamps = Mapping[str, tuple[int, int]]
"""Size and time of files, by `<table>/<part>.parquet`."""


def write_part(folder: Path, part: str, resource: Resource, content: bytes) -> dict[str, tuple[int, int]]:
    """Write one CSV of ours as `<table>/<part>.parquet` below `folder`; its name, and its stamp."""
    name = f"{resource.name}/{part}.parquet"
    write_if_changed(folder / name, parquet_part(resource, content))
    return {name: stamps.of_ours(folder / name)}


def untouched(folder: Path, found: Stamps) -> bool:
    """True where all these files are as they were left."""
    try:
        return all(stamps.of_ours(folder / name) == stamp for name, stamp in found.items())
    except OSError:
        return False


def keep_files(folder: Path, names: Collection[str]) -> None:
    """Remove all files but these."""
    for path in sorted(folder.glob("*/*.parquet")):
        if path.relative_to(folder).as_posix() not in names:
            path.unlink()


def parquet_part(resource: Resource, content: bytes) -> bytes:
    """One CSV of ours as a Parquet file, as small as it may be in a short time: it is one of many of a large table.

    Amounts are text, exactly as in the CSV: wide decimals would take a quarter more.
    """
    import pyarrow
    from pyarrow import csv, parquet

    kinds = {one.name: one.type for one in arrow_schema(resource)}
    texts = {name: pyarrow.string() if pyarrow.types.is_decimal(kind) else kind for name, kind in kinds.items()}
    table = csv.read_csv(
        pyarrow.BufferReader(content),
        csv.ReadOptions(use_threads=False, block_size=len(content)),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=texts, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
        ),
    )
    target = pyarrow.BufferOutputStream()
    parquet.write_table(
        table, target, compression="zstd", compression_level=_LEVEL, version="2.6", use_dictionary=False,
        write_statistics=False, store_schema=False, data_page_size=_PAGE, row_group_size=max(1, table.num_rows),
    )  # fmt: skip
    made: bytes = target.getvalue().to_pybytes()
    return made
