"""What the pages of Insights show: what keeps coming back, and what lasts."""
