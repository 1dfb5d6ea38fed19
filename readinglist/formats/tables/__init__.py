"""Tables: their rows, what their columns are, and the records that rows become."""
