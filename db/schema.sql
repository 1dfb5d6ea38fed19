-- The schema of version 13, as store/tables.py and fulltext_index.py define it. Made by: make schema

CREATE TABLE attachment_text (
  id INTEGER NOT NULL,
  sha256 VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  reader VARCHAR NOT NULL,
  labelled VARCHAR NOT NULL,
  facts VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (sha256)
);

CREATE TABLE broken (
  id INTEGER NOT NULL,
  file VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  message VARCHAR NOT NULL,
  raw VARCHAR NOT NULL,
  added VARCHAR NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE claim_number (
  key_folded VARCHAR NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (key_folded)
);

CREATE TABLE latecomer (
  source_id INTEGER NOT NULL,
  PRIMARY KEY (source_id)
);

CREATE TABLE operation (
  id INTEGER NOT NULL,
  at VARCHAR NOT NULL,
  summary VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  uid VARCHAR DEFAULT '' NOT NULL,
  author VARCHAR DEFAULT '' NOT NULL,
  base INTEGER,
  place INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX ix_operation_place ON operation (place);

CREATE INDEX ix_operation_state ON operation (state);

CREATE TABLE source (
  id INTEGER NOT NULL,
  "key" VARCHAR NOT NULL,
  key_folded VARCHAR NOT NULL,
  pinned BOOLEAN NOT NULL,
  type VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  title_folded VARCHAR NOT NULL,
  byline VARCHAR NOT NULL,
  byline_folded VARCHAR NOT NULL,
  venue VARCHAR NOT NULL,
  date VARCHAR NOT NULL,
  year INTEGER,
  fingerprint VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  via_id INTEGER,
  why VARCHAR NOT NULL,
  priority INTEGER NOT NULL,
  queued VARCHAR NOT NULL,
  added VARCHAR NOT NULL,
  changed VARCHAR NOT NULL,
  origin VARCHAR DEFAULT '' NOT NULL,
  fetched VARCHAR DEFAULT '' NOT NULL,
  uid VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (key_folded),
  FOREIGN KEY(via_id) REFERENCES source (id)
);

CREATE INDEX ix_source_added ON source (added);

CREATE INDEX ix_source_byline_folded ON source (byline_folded);

CREATE INDEX ix_source_changed ON source (changed);

CREATE INDEX ix_source_date ON source (date);

CREATE INDEX ix_source_fingerprint ON source (fingerprint);

CREATE INDEX ix_source_priority ON source (priority);

CREATE INDEX ix_source_status ON source (status);

CREATE INDEX ix_source_title_folded ON source (title_folded);

CREATE INDEX ix_source_type ON source (lower(type));

CREATE INDEX ix_source_venue ON source (lower(venue));

CREATE INDEX ix_source_via_id ON source (via_id);

CREATE INDEX ix_source_year ON source (year);

CREATE TABLE alias (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  "key" VARCHAR NOT NULL,
  key_folded VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id),
  UNIQUE (key_folded)
);

CREATE INDEX ix_alias_source_id ON alias (source_id);

CREATE TABLE attachment (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  linked BOOLEAN NOT NULL,
  sha256 VARCHAR NOT NULL,
  size INTEGER NOT NULL,
  url VARCHAR NOT NULL,
  fetched VARCHAR NOT NULL,
  archived VARCHAR NOT NULL,
  pages VARCHAR NOT NULL,
  added VARCHAR NOT NULL,
  uid VARCHAR DEFAULT '' NOT NULL,
  marks VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, number),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_attachment_kind ON attachment (kind, source_id);

CREATE INDEX ix_attachment_path ON attachment (path);

CREATE INDEX ix_attachment_sha256 ON attachment (sha256, source_id);

CREATE TABLE attachment_page (
  id INTEGER NOT NULL,
  text_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  label VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (text_id, number),
  FOREIGN KEY(text_id) REFERENCES attachment_text (id)
);

CREATE TABLE change (
  id INTEGER NOT NULL,
  operation_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  table_name VARCHAR NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  "before" VARCHAR,
  "after" VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(operation_id) REFERENCES operation (id)
);

CREATE INDEX ix_change_operation_id ON change (operation_id);

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
  uid VARCHAR DEFAULT '' NOT NULL,
  sha256 VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, number),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE contributor (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  family VARCHAR NOT NULL,
  given VARCHAR NOT NULL,
  prefix VARCHAR NOT NULL,
  suffix VARCHAR NOT NULL,
  literal VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, position),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_contributor_role ON contributor (role, source_id) WHERE role <> 'author';

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

CREATE TABLE field (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  raw VARCHAR NOT NULL,
  plain VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, position),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_field_parent ON field (plain) WHERE lower(name) IN ('crossref', 'xdata', 'xref', 'related', 'entryset');

CREATE TABLE identifier (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  scheme VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_identifier_source_id ON identifier (source_id);

CREATE INDEX ix_identifier_value ON identifier (value, scheme);

CREATE TABLE link (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  relation VARCHAR NOT NULL,
  target_id INTEGER NOT NULL,
  added VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, relation, target_id),
  FOREIGN KEY(source_id) REFERENCES source (id),
  FOREIGN KEY(target_id) REFERENCES source (id)
);

CREATE INDEX ix_link_relation ON link (relation, source_id, target_id);

CREATE INDEX ix_link_target_id ON link (target_id);

CREATE TABLE macro (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_macro_source_id ON macro (source_id);

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

CREATE TABLE note (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  quote VARCHAR NOT NULL,
  locator VARCHAR NOT NULL,
  public BOOLEAN NOT NULL,
  created VARCHAR NOT NULL,
  uid VARCHAR DEFAULT '' NOT NULL,
  highlight VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, number),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

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

CREATE TABLE rewriting (
  id INTEGER NOT NULL,
  operation_id INTEGER NOT NULL,
  path VARCHAR NOT NULL,
  "before" BLOB NOT NULL,
  "after" BLOB NOT NULL,
  seal VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(operation_id) REFERENCES operation (id)
);

CREATE INDEX ix_rewriting_operation_id ON rewriting (operation_id);

CREATE TABLE source_text (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  labels VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  added VARCHAR NOT NULL,
  sha256 VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_source_text_sha256 ON source_text (sha256);

CREATE TABLE tag (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_tag_folded ON tag (folded, name, source_id);

CREATE INDEX ix_tag_source ON tag (source_id, position, name);

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
  uid VARCHAR DEFAULT '' NOT NULL,
  sha256 VARCHAR DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (claim_id, number),
  FOREIGN KEY(claim_id) REFERENCES claim (id),
  FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_evidence_source_id ON evidence (source_id);

CREATE INDEX ix_evidence_stance ON evidence (stance, source_id);

CREATE VIRTUAL TABLE fulltext USING fts5(key, title, authors, editors, people, venue, abstract, annotations, notes, claims, quotes, tags, parts, fields, tokenize = 'unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE attachment_words USING fts5(text, content='', tokenize = 'unicode61 remove_diacritics 2');
