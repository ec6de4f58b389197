"""Old Word document (.doc, .rtf) → blocks, by way of LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from gongkai.errors import SourceError
from gongkai.model.document import Document
from gongkai.readers.docx import read_docx
from gongkai.readers.limits import Limits

_COMMANDS = ("soffice", "libreoffice", "soffice.com")


def read_doc(data: bytes, name: str, limits: Limits) -> Document:
    """The blocks of a .doc or .rtf file. Raises SourceError where LibreOffice is missing, fails or takes too long."""
    command = next(filter(None, map(shutil.which, _COMMANDS)), None)
    if command is None:
        found = "is an old Word document (.doc), which only LibreOffice can read, and LibreOffice was not found"
        raise SourceError(name, found, "install LibreOffice, or save the document as .docx and file that")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / ("source.rtf" if data.startswith(b"{\\rtf") else "source.doc")
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        arguments = [command, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "docx"]
        try:
            subprocess.run(  # noqa: S603 - fixed arguments, no shell
                [*arguments, "--outdir", folder, str(source)],
                check=True,
                capture_output=True,
                timeout=limits.max_seconds,
            )
            converted = (Path(folder) / "source.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            found = f"took LibreOffice more than max_seconds {limits.max_seconds:g}"
            raise SourceError(name, found, "save the document as .docx and file that") from error
        except (subprocess.CalledProcessError, OSError) as error:
            found = "could not be opened by LibreOffice: it is damaged, or Writer is not part of this LibreOffice"
            raise SourceError(name, found, "install Writer, or save the document as .docx and file that") from error
    return read_docx(converted, name, limits)
