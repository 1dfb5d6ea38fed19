"""What Zotero calls the types, fields and people of an item, how it writes notes, and the records that they become.

Its database, its RDF and its JSON are read with these.
"""
