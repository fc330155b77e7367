"""The coach that waits, before its devices."""
