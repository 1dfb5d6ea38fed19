"""The pages of the room: plain values in, HTML out. Templates escape whatever they print."""
