"""The digest of an event: keyed, over everything it says and the digest before it."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings

FIELDS = ("number", "at", "by_id", "by_name", "verb", "county", "kind", "about", "detail", "once",
          "before")  # fmt: skip


def key() -> bytes:
    """The key of the chain: kept outside the database."""
    return str(getattr(settings, "AUDIT_KEY", settings.SECRET_KEY)).encode()


def digest(event: Mapping[str, Any], key: bytes) -> str:
    """Return the HMAC over the fields of an event in one canonical form."""
    told = {name: event[name] for name in FIELDS}
    told["at"] = told["at"].isoformat(timespec="microseconds")
    told["once"] = str(told["once"]) if told["once"] else None
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hmac.new(key, text.encode(), sha256).hexdigest()
