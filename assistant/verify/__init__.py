"""Each sentence against its evidence: supported, or it goes."""

from assistant.verify.quotes import UnsupportedQuote, check_quotes
from assistant.verify.verifier import Source, Verdict, Verifier

__all__ = ["Source", "UnsupportedQuote", "Verdict", "Verifier", "check_quotes"]
