"""From a YAML file to a `Routine`, with errors that point at the line."""
