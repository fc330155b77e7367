"""Where a status is shown, and the keys beside it."""
