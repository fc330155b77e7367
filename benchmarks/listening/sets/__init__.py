"""Further sets that are made on the spot: whole phrases in a room, ways of saying a command, hours of other sound."""
