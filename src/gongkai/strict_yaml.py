"""Read a YAML file that people wrote: plain mappings, lists and texts, and nothing else.

Every value is text, as written: `130300`, `1e10` and `no` are not turned into something else. What YAML can do beyond
that (anchors, aliases, tags, several documents, keys given twice) is refused, and so are files of unreasonable size,
because the files may come from strangers. `Keys` then takes the values out by name and type and remembers every
problem, so that one run reports them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import yaml

from gongkai.errors import SettingsError

Node = str | list["Node"] | dict[str, "Node"]
"""What a file can hold."""

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
_Loader: type[yaml.BaseLoader] | type[yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read(path: Path, where: str) -> dict[str, Node]:
    """The mapping in a file. SettingsError, with `where` as the place, if it is not one or cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SettingsError(where, f"{size} bytes", f"keep it below {MAX_BYTES} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError(where, "missing", "write it") from error
    except OSError as error:
        raise SettingsError(
            where, f"cannot be read ({error.strerror})", "check the file and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(where, f"not UTF-8 at byte {error.start}", "save the file as UTF-8") from error
    if not text.strip():
        raise SettingsError(where, "empty", "write it")
    return parse(text, where)


def parse(text: str, where: str) -> dict[str, Node]:
    """The mapping in a text. SettingsError, with `where` and the line as the place, if it is not a plain mapping."""
    try:
        node = _build(text, where)
    except yaml.YAMLError as error:
        raise SettingsError(where, f"not valid YAML ({_one_line(error)})", "mend the line") from error
    if not isinstance(node, dict):
        raise SettingsError(where, "not a mapping", "write lines of the form `key: value`")
    return node


def _build(text: str, where: str) -> Node | None:
    """The content, built from the events of the parser, so that nothing is built before it is known to be plain."""
    root: list[Node] = []
    stack: list[_Open] = []
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        place = f"{where}:{mark.line + 1}" if mark else where
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise SettingsError(place, "an anchor or alias (& or *)", "write the value out")
        if tag := getattr(event, "tag", None):
            raise SettingsError(place, f"a tag ({tag})", "remove it")
        if isinstance(event, yaml.DocumentStartEvent) and root:
            raise SettingsError(place, "a second document (---)", "keep one document a file")
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            node = _start(event)
            stack[-1].add(node, place) if stack else root.append(node)
            if not isinstance(node, str):
                stack.append(_Open(node))
            if len(stack) > MAX_DEPTH:
                raise SettingsError(place, f"nested deeper than {MAX_DEPTH}", "write it flatter")
    return root[0] if root else None


def _start(event: yaml.Event) -> Node:
    """The text, or the empty list or mapping that an event starts."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    return {} if isinstance(event, yaml.MappingStartEvent) else []


class _Open:
    """A list or mapping that is being filled."""

    def __init__(self, node: list[Node] | dict[str, Node]) -> None:
        self.node = node
        self.key: str | None = None

    def add(self, value: Node, place: str) -> None:
        """Take the next key or value. SettingsError where a key is not a text or given twice."""
        if isinstance(self.node, list):
            self.node.append(value)
        elif self.key is not None:
            self.node[self.key] = value
            self.key = None
        elif not isinstance(value, str):
            raise SettingsError(place, "a key that is not a text", "write `key: value`; put quotes around { and [")
        elif value in self.node:
            raise SettingsError(place, f"{value} is given twice", "keep one of the two")
        else:
            self.key = value


def _one_line(error: yaml.YAMLError) -> str:
    """What the parser says, on one line."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    return f"line {mark.line + 1}: {problem}" if mark and problem else " ".join(str(error).split())


class Keys:
    """The values of one mapping, taken by name and type; every problem is kept in `problems`.

    A key that is missing, or blank, gives the blank value of its type; `required` makes that a problem. Call `close()`
    at the end: keys that nobody took are unknown keys.
    """

    def __init__(self, values: Mapping[str, Node], where: str) -> None:
        """Take the values of a mapping, and the place to name in messages."""
        self.values = dict(values)
        self.where = where
        self.known: list[str] = []
        self.problems: list[SettingsError] = []

    def problem(self, found: str, advice: str) -> None:
        """Remember a problem of this mapping."""
        self.problems.append(SettingsError(self.where, found, advice))

    def text(self, key: str, *, required: bool = False) -> str:
        """A text on one line."""
        return self._line(key, self._take(key, "", required))

    def name(self, key: str) -> str:
        """A required text with at least one letter or Chinese character."""
        value = self.text(key, required=True)
        if value and not any(char.isalpha() for char in value):
            self.problem(f"{key} is {value!r}", f"write the {key} in words, as printed")
        return value

    def choice(self, key: str, choices: Iterable[str], *, required: bool = False) -> str:
        """One of a closed list of words."""
        value = self.text(key, required=required)
        if value and value not in choices:
            self.problem(f"{key} is {value!r}", f"use one of: {', '.join(choices)}")
            return ""
        return value

    def flag(self, key: str) -> bool | None:
        """True or false; None where left out."""
        value = self.choice(key, ("true", "false"))
        return {"true": True, "false": False}.get(value)

    def number(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds; None where left out. Underscores may group digits."""
        value = self.text(key)
        if not value:
            return None
        digits = value.replace("_", "")
        if digits.isascii() and digits.isdigit() and len(digits) < 20 and least <= int(digits) <= most:
            return int(digits)
        self.problem(f"{key} is {value!r}", f"write a whole number from {least} to {most}")
        return None

    def day(self, key: str) -> date | None:
        """A day as YYYY-MM-DD; None where left out."""
        value = self.text(key)
        try:
            if value and len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
        if value:
            self.problem(f"{key} is {value!r}, not a day", "write YYYY-MM-DD, or leave it blank")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        lines = (self._line(f"{key} {n}", item) for n, item in enumerate(self._list(key, required=False), 1))
        return tuple(line for line in lines if line)

    def mappings(self, key: str, *, required: bool = False) -> tuple[Keys, ...]:
        """A list of mappings, each to be taken apart and closed by the caller."""
        found = []
        for number, item in enumerate(self._list(key, required=required), 1):
            if isinstance(item, dict):
                found.append(Keys(item, f"{self.where} {key} {number}"))
            else:
                self.problem(f"{key} {number} is {_kind(item)}, not a mapping", f"indent its keys below `- ` in {key}")
        return tuple(found)

    def close(self) -> tuple[SettingsError, ...]:
        """All problems of this mapping, unknown keys last."""
        for key in self.values:
            if key not in self.known:
                self.problem(f"unknown key {key!r}", f"use only: {', '.join(self.known)}")
        return tuple(self.problems)

    def _line(self, name: str, value: Node) -> str:
        if not isinstance(value, str):
            self.problem(f"{name} is {_kind(value)}, not a text", "write plain text on one line")
        elif value in ("null", "~") or not _is_line(value):
            self.problem(f"{name} is {value!r}", "write plain text on one line, or leave it blank")
        else:
            return value.strip()
        return ""

    def _list(self, key: str, *, required: bool) -> list[Node]:
        value = self._take(key, [], required)
        if isinstance(value, list):
            return value
        self.problem(f"{key} is {_kind(value)}, not a list", "write one `- ` line for each entry")
        return []

    def _take(self, key: str, blank: Node, required: bool) -> Node:
        if key not in self.known:
            self.known.append(key)
        value = self.values.get(key, "")
        if value:
            return value
        if required:
            self.problem(f"{key} is missing or blank", f"write `{key}`")
        return blank


def _is_line(text: str) -> bool:
    """Whether a text has only characters that can stand in a line."""
    return text.isprintable() or all(char.isprintable() or char == "\u3000" for char in text)


def _kind(value: Node) -> str:
    """The type of a value, in words."""
    return "a text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
