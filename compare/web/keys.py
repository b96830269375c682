"""Keys that only this server can make."""

from __future__ import annotations

import hashlib
import hmac


def signed(secret: str, text: str) -> str:
    """A key for a text: the same for the same secret, and not to be guessed without it."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
