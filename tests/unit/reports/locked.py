"""Office documents that a password closes."""

from __future__ import annotations


def set_password_flag(package: bytes) -> bytes:
    """A zip package each of whose entries says that it is encrypted (bit 0 of its flags; APPNOTE 4.4.4)."""
    changed = bytearray(package)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = package.find(mark)
        while place >= 0:
            changed[place + flags] |= 1
            place = package.find(mark, place + 4)
    return bytes(changed)
