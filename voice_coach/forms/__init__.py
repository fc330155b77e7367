"""Every author's file as a form: YAML with places, and all that is wrong with it at once."""
