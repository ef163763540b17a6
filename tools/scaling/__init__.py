"""Measures how the database bears up under the diaries of many: `python -m tools.scaling`. See docs/scaling.md."""
