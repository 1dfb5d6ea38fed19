"""Which sources are duplicates, which are similar, and how two become one."""
