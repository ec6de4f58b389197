"""The privacy gate: personal data is masked right after reading, so that no later stage ever sees it."""

from gongkai.privacy.gate import Masked, mask
from gongkai.privacy.log import LogEntry, write_log
from gongkai.privacy.rules import Rules, load_rules

__all__ = ["LogEntry", "Masked", "Rules", "load_rules", "mask", "write_log"]
