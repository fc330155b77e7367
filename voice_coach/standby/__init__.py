"""A coach that waits: for a phrase, a key, a button, a clicker or a time of day, to start a routine."""
