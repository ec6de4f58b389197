"""Stage 6: a typed package becomes a folder with CSVs and datapackage.json, validated before it is published."""

from gongkai.packages.conform import Report, validate, validate_many
from gongkai.packages.publish import Outcome, Staged, recover, stage, withdraw
from gongkai.packages.publish import publish as put_in_place
from gongkai.packages.read import load, package_folders
from gongkai.packages.write import render

__all__ = [
    "Outcome",
    "Report",
    "Staged",
    "load",
    "package_folders",
    "put_in_place",
    "recover",
    "render",
    "stage",
    "validate",
    "validate_many",
    "withdraw",
]
