"""The phone ear: a small network that hears phones, and what is made of them."""
