"""What a web page says of itself, as a record."""
