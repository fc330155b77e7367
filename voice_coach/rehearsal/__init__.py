"""Somebody rehearses their commands: what is asked, heard, judged and kept."""
