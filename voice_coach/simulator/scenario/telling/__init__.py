"""What is told of a played scenario: report, picture, golden journal."""
