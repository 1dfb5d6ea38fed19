-- Version 9: what may be carried to another machine has a name of its own, since ids are given by each machine: 128 random
-- bits in hexadecimal. An operation says who did it, and on which state of another library it was made.

ALTER TABLE source ADD COLUMN uid VARCHAR DEFAULT '' NOT NULL;
UPDATE source SET uid = lower(hex(randomblob(16)));
ALTER TABLE note ADD COLUMN uid VARCHAR DEFAULT '' NOT NULL;
UPDATE note SET uid = lower(hex(randomblob(16)));
ALTER TABLE claim ADD COLUMN uid VARCHAR DEFAULT '' NOT NULL;
UPDATE claim SET uid = lower(hex(randomblob(16)));
ALTER TABLE evidence ADD COLUMN uid VARCHAR DEFAULT '' NOT NULL;
UPDATE evidence SET uid = lower(hex(randomblob(16)));
ALTER TABLE operation ADD COLUMN uid VARCHAR DEFAULT '' NOT NULL;
UPDATE operation SET uid = lower(hex(randomblob(16)));
ALTER TABLE operation ADD COLUMN author VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE operation ADD COLUMN base INTEGER;
