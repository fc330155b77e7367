"""A person whose own clips make the phone ear better for them."""
