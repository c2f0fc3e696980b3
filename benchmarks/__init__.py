"""Measurements of the product against other libraries; each prints what it measured."""
