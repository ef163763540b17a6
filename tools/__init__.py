"""Sets up, runs and checks the project. Only the standard library, since it works before anything is installed."""
