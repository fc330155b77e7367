"""What an author wrote, as values, and the flat row of steps that it becomes."""
