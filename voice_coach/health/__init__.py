"""What is wrong with the ears and the mouth, and what a person is told of it."""
