"""What is said and what is understood, as data: one YAML file a language."""
