"""The commands that read the diary, and those that write into it: history, programmes, other apps."""
