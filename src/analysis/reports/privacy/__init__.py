"""The privacy gate: every product is read as a reader would find it, and a person in it stops the publication."""
