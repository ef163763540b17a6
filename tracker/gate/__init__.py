"""Who is let in, for how long, and what is told of it: sessions, attempts, the administration, the audit list."""
