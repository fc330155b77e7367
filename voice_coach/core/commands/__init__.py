"""What the user can order, and what obeys it: one row a command in `table`."""
