"""What is understood and what is said, as data: one YAML file a language."""
