"""How the outside reaches the bank's verbs. Every channel is a projection of the catalog."""
