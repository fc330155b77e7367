"""Recognition models: which there are, where they lie, how one is fetched."""
