"""A made-up diary: pure functions of a seed. No Django, no clock, nothing stored."""
