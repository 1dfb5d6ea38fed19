"""The views of the room, a module each: `reading()` returns the routes that show, `writing()` those that change."""
