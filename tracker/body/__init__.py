"""The body: muscles, zones, sides and the drawing. Knows nothing of people and imports nothing of ours."""
