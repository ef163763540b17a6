"""What the pages of spots show: facts, entries, pictures."""
