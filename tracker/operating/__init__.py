"""What whoever runs the app has to know: whether it is well, and what went wrong."""
