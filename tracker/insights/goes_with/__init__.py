"""What goes with worse days: what is asked, when it is looked at again, and what is said of it."""
