"""Where everything reaches a session: the port, and one inbox for each way in which time passes."""
