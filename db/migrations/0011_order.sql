-- Version 11: what was added first comes first by when it was added, not by its id, which another machine gives otherwise. Links
-- say when they were made, operations which place they have in the log. Sources that say an earlier time than one that the
-- library had before them are noted: where there are none, ids are in the order of adding.

ALTER TABLE link ADD COLUMN added VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE operation ADD COLUMN place INTEGER DEFAULT '0' NOT NULL;
UPDATE operation SET place = id;
CREATE INDEX ix_operation_place ON operation (place);
CREATE TABLE latecomer (
  source_id INTEGER NOT NULL,
  PRIMARY KEY (source_id)
);
INSERT INTO latecomer SELECT id FROM (
  SELECT id, added, max(added) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest FROM source
) WHERE added < latest;
