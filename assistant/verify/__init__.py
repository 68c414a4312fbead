"""Each sentence against its evidence: supported, or it goes."""

from assistant.verify.quotes import UnsupportedQuote, check_quotes

__all__ = ["UnsupportedQuote", "check_quotes"]
