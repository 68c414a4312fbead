"""Passwords are kept as scrypt hashes only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_COST = (
    2**15
)  # 32 MB and about 0.1 s a try: OWASP's floor for scrypt is 2**17 with p=1, or 2**15, p=3
_BLOCK = 8
_PARALLEL = 3
_MEMORY = 64 * 1024 * 1024  # scrypt needs 128 * cost * block = 32 MB; OpenSSL refuses it by default


def _derive(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY, dklen=32
    )


def hash_password(password: str) -> str:
    """Return `scrypt$SALT$HASH` for the settings file."""
    salt = secrets.token_bytes(16)
    parts = (base64.b64encode(part).decode() for part in (salt, _derive(password, salt)))
    return "$".join(("scrypt", *parts))


def matches(password: str, stored: str | None) -> bool:
    """Return whether a password gives a hash; as slow for an unknown user as for a known one."""
    scheme, _, rest = (stored or "").partition("$")
    salt, _, expected = rest.partition("$")
    derived = _derive(password, base64.b64decode(salt) if salt else b"nobody")
    return scheme == "scrypt" and hmac.compare_digest(base64.b64encode(derived).decode(), expected)
