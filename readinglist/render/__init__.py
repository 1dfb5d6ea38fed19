"""What a person or a program sees: records in, lines of text out."""
