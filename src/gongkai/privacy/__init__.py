"""The privacy gate: personal data is masked right after reading, so that no later stage ever sees it."""
