// Formats items with citeproc-js, for benchmarks/citations.py: reads {style, locale, items, ids} on stdin, writes
// {entries: {id: html}, citations: {id: text}}. `CITEPROC` is the folder in which `npm install citeproc` was run.
const CSL = require(process.env.CITEPROC + "/node_modules/citeproc");
const { style, locale, items } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const system = {
  retrieveLocale: () => locale,
  retrieveItem: (id) => JSON.parse(JSON.stringify(items.find((item) => item.id === id))),
};
const ids = items.map((item) => item.id);

function engine() {
  return new CSL.Engine(system, style);
}

// A style may leave a kind of item out of its bibliography; its id is listed all the same.
function isPrinted(id) {
  const alone = engine();
  alone.updateItems([id]);
  return alone.makeBibliography()[1].length > 0;
}

const all = engine();
all.updateItems(ids);
const [parameters, made] = all.makeBibliography();
const entries = {};
const printed = parameters.entry_ids.map((id) => id[0]).filter((id) => isPrinted(id));
printed.forEach((id, number) => { entries[id] = made[number]; });

const cited = engine();
const citations = {};
const before = [];
ids.forEach((id, number) => {
  const cluster = { citationID: `c${number}`, citationItems: [{ id }], properties: { noteIndex: number + 1 } };
  const [, changed] = cited.processCitationCluster(cluster, before, []);
  changed.forEach(([index, text]) => { citations[ids[index]] = text; });
  before.push([`c${number}`, number + 1]);
});
process.stdout.write(JSON.stringify({ entries, citations }));
