"""Putting products where people find them: privacy gate, whole-or-nothing swap, manifest of hashes, index."""
