"""One session: the loop, and what it needs beside the coach."""
