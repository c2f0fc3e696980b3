"""The slides of a round."""
