-- Version 8: a rewriting carries the seal of the machine that did it; without one it is shown, and never done again.

ALTER TABLE rewriting ADD COLUMN seal VARCHAR DEFAULT '' NOT NULL;
