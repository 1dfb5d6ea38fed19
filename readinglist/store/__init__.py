"""The store: the only door to the database. Reading is plain SQL, writing goes through SQLModel."""
