-- Version 10: an index for each field that is asked for or sorted by, and a full-text index of folded words with a column for each
-- field that is asked for by words.

CREATE INDEX ix_source_type ON source (lower(type));
CREATE INDEX ix_source_venue ON source (lower(venue));
CREATE INDEX ix_source_year ON source (year);
CREATE INDEX ix_source_priority ON source (priority);
CREATE INDEX ix_source_added ON source (added);
CREATE INDEX ix_source_changed ON source (changed);
DROP INDEX ix_tag_folded;
CREATE INDEX ix_tag_folded ON tag (folded, name, source_id);
CREATE INDEX ix_link_relation ON link (relation, source_id, target_id);
CREATE INDEX ix_evidence_stance ON evidence (stance, source_id);

CREATE INDEX ix_contributor_role ON contributor (role, source_id) WHERE role <> 'author';
DROP INDEX ix_field_parent;
CREATE INDEX ix_field_parent ON field (plain) WHERE lower(name) IN ('crossref', 'xdata', 'xref', 'related', 'entryset');

DROP TABLE fulltext;
CREATE VIRTUAL TABLE fulltext USING fts5(key, title, authors, editors, people, venue, abstract, annotations, notes, claims, quotes, tags, parts, fields, tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO fulltext (rowid, key, title, authors, editors, people, venue, abstract, annotations, notes, claims, quotes, tags, parts, fields)
SELECT s.id,
  searched(s.key || coalesce((SELECT ' ' || group_concat(a.key, ' ') FROM alias a WHERE a.source_id = s.id), '')),
  segment(s.title_folded),
  (SELECT segment(group_concat(c.folded, ' ' || char(57346) || ' ')) FROM contributor c WHERE c.source_id = s.id AND c.literal <> 'others' AND c.role = 'author'),
  (SELECT segment(group_concat(c.folded, ' ' || char(57346) || ' ')) FROM contributor c WHERE c.source_id = s.id AND c.literal <> 'others' AND c.role = 'editor'),
  (SELECT segment(group_concat(c.folded, ' ' || char(57346) || ' ')) FROM contributor c WHERE c.source_id = s.id AND c.literal <> 'others' AND c.role NOT IN ('author', 'editor')),
  searched(s.venue),
  (SELECT searched(group_concat(t, ' ' || char(57346) || ' ')) FROM (
    SELECT f.plain AS t FROM field f WHERE f.source_id = s.id AND lower(f.name) = 'abstract')),
  (SELECT searched(group_concat(t, ' ' || char(57346) || ' ')) FROM (
    SELECT f.plain AS t FROM field f WHERE f.source_id = s.id AND lower(f.name) IN ('annotation', 'annote', 'note', 'booktitle', 'series'))),
  (SELECT searched(group_concat(t, ' ' || char(57346) || ' ')) FROM (
    SELECT n.text AS t FROM note n WHERE n.source_id = s.id AND n.text <> '')),
  (SELECT searched(group_concat(t, ' ' || char(57346) || ' ')) FROM (
    SELECT c.statement || ' ' || c.verdict || ' ' || c.note AS t FROM claim c WHERE c.source_id = s.id
    UNION ALL SELECT e.note FROM evidence e WHERE e.source_id = s.id)),
  (SELECT searched(group_concat(t, ' ' || char(57346) || ' ')) FROM (
    SELECT q.quote AS t FROM note q WHERE q.source_id = s.id AND q.quote <> ''
    UNION ALL SELECT q.quote AS t FROM claim q WHERE q.source_id = s.id AND q.quote <> ''
    UNION ALL SELECT q.quote AS t FROM evidence q WHERE q.source_id = s.id AND q.quote <> '')),
  segment((SELECT group_concat(t.folded, ' ' || char(57346) || ' ') FROM tag t WHERE t.source_id = s.id)),
  key_parts(s.key),
  (SELECT searched(group_concat(t, ' ' || char(57346) || ' ')) FROM (
    SELECT f.plain AS t FROM field f WHERE f.source_id = s.id AND lower(f.name) NOT IN ('annotation', 'annote', 'note', 'booktitle', 'series', 'title', 'author', 'editor', 'abstract', 'keywords', 'keyword', 'date', 'year', 'doi', 'url')
    UNION ALL SELECT s.why WHERE s.why <> ''))
FROM source s;
