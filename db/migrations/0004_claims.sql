-- Version 4: claims and their evidence, and the texts of sources.

CREATE TABLE claim_number (
  key_folded VARCHAR NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (key_folded)
);

CREATE TABLE claim (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  statement VARCHAR NOT NULL,
  quote VARCHAR NOT NULL,
  locator VARCHAR NOT NULL,
  verdict VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  start INTEGER NOT NULL,
  page VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  former VARCHAR NOT NULL,
  created VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, number),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE evidence (
  id INTEGER NOT NULL,
  claim_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  stance VARCHAR NOT NULL,
  quote VARCHAR NOT NULL,
  locator VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  checked BOOLEAN NOT NULL,
  state VARCHAR NOT NULL,
  start INTEGER NOT NULL,
  page VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  created VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (claim_id, number),
  FOREIGN KEY(claim_id) REFERENCES claim (id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_evidence_source_id ON evidence (source_id);

CREATE TABLE source_text (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  labels VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  added VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);
