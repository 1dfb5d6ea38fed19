"""The files of sources: attaching them, finding them, and what is read in them."""
