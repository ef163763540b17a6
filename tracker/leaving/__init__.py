"""Leaving: a person goes, and all that is theirs goes with them."""
