"""People and messages: what the bank says to its customers, and who stands behind the screen."""
