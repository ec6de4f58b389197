"""Stage 6: a typed package becomes a folder with CSVs and datapackage.json, validated before it is published."""

from gongkai.packages.assembly import Assembly, as_parquet, describe_joined, stacked
from gongkai.packages.conform import Report, validate, validate_many
from gongkai.packages.conform_dataset import validate_dataset, validate_lines
from gongkai.packages.csvfile import header
from gongkai.packages.dataset import About, Encoded, encode_batch, files_below
from gongkai.packages.descriptor import FILE_NAME as DESCRIPTOR
from gongkai.packages.descriptor import PartFile
from gongkai.packages.known import Good, known, learn
from gongkai.packages.publish import Outcome, Staged, stage, withdraw
from gongkai.packages.publish import publish as put_in_place
from gongkai.packages.read import load, load_descriptor, package_folders
from gongkai.packages.write import render

__all__ = [
    "DESCRIPTOR",
    "About",
    "Assembly",
    "Encoded",
    "Good",
    "Outcome",
    "PartFile",
    "Report",
    "Staged",
    "as_parquet",
    "describe_joined",
    "encode_batch",
    "files_below",
    "header",
    "known",
    "learn",
    "load",
    "load_descriptor",
    "package_folders",
    "put_in_place",
    "render",
    "stacked",
    "stage",
    "validate",
    "validate_dataset",
    "validate_lines",
    "validate_many",
    "withdraw",
]
