-- Version 12: the files of sources, and the text in them by page. What a file holds is kept by its SHA-256, once for all sources
-- that have it; texts that were given by themselves are found in the same way. A quote says in which file it was found, and a note which highlight of a file it was made of.

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

CREATE VIRTUAL TABLE attachment_words USING fts5(text, content='', tokenize = 'unicode61 remove_diacritics 2');

ALTER TABLE claim ADD COLUMN sha256 VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE evidence ADD COLUMN sha256 VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE note ADD COLUMN highlight VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE source_text ADD COLUMN sha256 VARCHAR DEFAULT '' NOT NULL;
UPDATE source_text SET sha256 = sha256(text);
CREATE INDEX ix_source_text_sha256 ON source_text (sha256);
INSERT INTO attachment_text (sha256, state, message, reader, labelled, facts, at)
SELECT sha256, 'text', '', '', '', '{}', min(added) FROM source_text GROUP BY sha256;
INSERT INTO attachment_page (text_id, number, label, text)
SELECT t.id, p.key, '', p.value FROM (SELECT sha256, min(text) AS text FROM source_text GROUP BY sha256) s
JOIN attachment_text t ON t.sha256 = s.sha256 JOIN json_each(pages(s.text)) p;
INSERT INTO attachment_words (rowid, text) SELECT id, page_words(text) FROM attachment_page;
