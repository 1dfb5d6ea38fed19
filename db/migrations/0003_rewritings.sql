-- Version 3: documents that an operation rewrote, so that undo takes that back too.

CREATE TABLE rewriting (
  id INTEGER NOT NULL,
  operation_id INTEGER NOT NULL,
  path VARCHAR NOT NULL,
  "before" BLOB NOT NULL,
  "after" BLOB NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(operation_id) REFERENCES operation (id)
);

CREATE INDEX ix_rewriting_operation_id ON rewriting (operation_id);
