"""Stage 6: a typed package becomes a folder with CSVs and datapackage.json, validated before it is published."""

from gongkai.packages.conform import Report, validate, validate_many
from gongkai.packages.publish import Outcome, Staged, publish, recover, stage, withdraw
from gongkai.packages.read import load, package_folders
from gongkai.packages.write import render, write

__all__ = [
    "Outcome",
    "Report",
    "Staged",
    "load",
    "package_folders",
    "publish",
    "recover",
    "render",
    "stage",
    "validate",
    "validate_many",
    "withdraw",
    "write",
]
