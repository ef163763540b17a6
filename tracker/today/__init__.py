"""What the page of a day shows, put together from stored rows in a fixed number of queries."""
