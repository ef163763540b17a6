"""The story of one spot as a picture: strips of days, their marks, and the words beside them."""
