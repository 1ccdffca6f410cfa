"""Packs what is sent often, once."""

import gzip
from functools import lru_cache


@lru_cache(maxsize=256)
def packed(content: bytes) -> bytes:
    """Some content, packed by gzip."""
    return gzip.compress(content, 6, mtime=0)
