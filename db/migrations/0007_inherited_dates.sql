-- Version 7: sources without a date have that of what they inherit from.

UPDATE source SET (date, year) = (
  SELECT p.date, p.year FROM field f JOIN source p ON p.key_folded = folded_key(f.plain)
  WHERE f.source_id = source.id AND lower(f.name) IN ('crossref', 'xdata') AND p.date <> '' LIMIT 1
) WHERE date = '' AND id IN (
  SELECT f.source_id FROM field f JOIN source p ON p.key_folded = folded_key(f.plain)
  WHERE lower(f.name) IN ('crossref', 'xdata') AND p.date <> ''
);
