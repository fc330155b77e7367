"""What is made of the sessions of the past: history, programmes, other apps' files."""
