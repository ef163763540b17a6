"""The database engine for SQLite: `tracker.sqlite` in settings."""
