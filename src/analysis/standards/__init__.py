"""The rules of an office as data: loading and proving them, and looking words up in them."""
