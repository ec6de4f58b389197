"""The privacy gate: personal data is masked right after reading, so that no later stage ever sees it."""

from gongkai.privacy.gate import Masked, mask, mask_all
from gongkai.privacy.log import LogEntry, write_log
from gongkai.privacy.originals import Offer, is_clean, masked_text, offer
from gongkai.privacy.rules import Rules, load_rules
from gongkai.privacy.scan import Hit, scan, scan_bytes
from gongkai.privacy.texts import mask_file_name, mask_text
from gongkai.privacy.values import Values

__all__ = [
    "Hit",
    "LogEntry",
    "Masked",
    "Offer",
    "Rules",
    "Values",
    "is_clean",
    "load_rules",
    "mask",
    "mask_all",
    "mask_file_name",
    "mask_text",
    "masked_text",
    "offer",
    "scan",
    "scan_bytes",
    "write_log",
]
