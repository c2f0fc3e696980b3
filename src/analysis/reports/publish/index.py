"""outputs/index.html: the rounds that have a page, newest first."""
