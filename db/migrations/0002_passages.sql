-- Version 2: imported files as they were written, for verbatim export.

CREATE TABLE passage (
  id INTEGER NOT NULL,
  source_id INTEGER,
  file INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_passage_file ON passage (file);

CREATE INDEX ix_passage_source_id ON passage (source_id);
