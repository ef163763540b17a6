"""A month of days and how days are said: what History and the trends share."""
