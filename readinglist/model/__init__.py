"""What the words of this program mean: sources and their parts as plain values, and the facts about them."""
