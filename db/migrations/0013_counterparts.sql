-- Version 13: what a source is called in another library, and what that last said of it.

CREATE TABLE counterpart (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  library VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  said VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (library, name),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_counterpart_source_id ON counterpart (source_id);
