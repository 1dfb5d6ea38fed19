-- Version 5: where values come from, and what the library says of a source by itself.

ALTER TABLE source ADD COLUMN origin VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE source ADD COLUMN fetched VARCHAR DEFAULT '' NOT NULL;

CREATE TABLE origin (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  field VARCHAR NOT NULL,
  agent VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  base VARCHAR,
  PRIMARY KEY (id),
  UNIQUE (source_id, field),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE mark (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  detail VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, name),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_mark_name ON mark (name, source_id);
