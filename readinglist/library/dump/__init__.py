"""The library as text that belongs in git, and back."""
