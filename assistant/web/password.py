"""Passwords are kept as scrypt hashes only, each with the cost it was made at."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_COST = 2**15  # with r=8, p=3 what OWASP asks for: 32 MB and some tenths of a second a try
_BLOCK = 8
_PARALLEL = 3
_MEMORY = 64 * 1024 * 1024  # OpenSSL refuses the 32 MB by default


def _derive(password: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY, dklen=32
    )


def hash_password(password: str, *, cost: int = _COST) -> str:
    """Return `scrypt$COST$SALT$HASH` for the settings file; `cost` is a power of two."""
    salt = secrets.token_bytes(16)
    parts = (base64.b64encode(part).decode() for part in (salt, _derive(password, salt, cost)))
    return "$".join(("scrypt", str(cost), *parts))


_NOBODY = f"scrypt${_COST}$$"


def matches(password: str, stored: str | None) -> bool:
    """Return whether a password gives a hash; as slow for an unknown user as for a known one.

    Raises:
        ValueError: The stored hash is not one that `hash_password` made.
    """
    scheme, cost, salt, expected = (stored or _NOBODY).split("$")
    derived = base64.b64encode(_derive(password, base64.b64decode(salt), int(cost))).decode()
    return scheme == "scrypt" and bool(salt) and hmac.compare_digest(derived, expected)
