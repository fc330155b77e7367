"""How a scenario is played: the user, what fails, and the sounds."""
