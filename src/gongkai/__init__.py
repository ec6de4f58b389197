"""gongkai 公开: budget disclosures of Chinese government agencies as validated open data."""

__version__ = "0.1.0"
