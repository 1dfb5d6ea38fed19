"""The room: the library in the browser, on this machine alone. A skin as `cli` is."""
