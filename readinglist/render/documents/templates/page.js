"use strict";
/* The page of `readinglist page`: a list that is searched as one types, each source with what belongs to it, and views of the whole. */
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var sources = data.sources, byKey = Object.create(null), MOST = 200, REST = 120, AHEAD = 250;
  var list = document.getElementById("list"), box = document.getElementById("search"), said = document.getElementById("said");
  var view = document.getElementById("view"), facets = document.getElementById("facets"), help = document.getElementById("help");
  var chosen = {}, timer = 0, shown = [], at = 0;

  function fold(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  function make(tag, text, name) {
    var node = document.createElement(tag);
    if (text) { node.textContent = text; }
    if (name) { node.className = name; }
    return node;
  }
  function add(parent) {
    for (var n = 1; n < arguments.length; n += 1) { if (arguments[n]) { parent.append(arguments[n]); } }
    return parent;
  }
  function link(key, label) {
    var known = byKey[key], node = make(known ? "a" : "span", label || (known ? known.label : key));
    if (known) { node.href = "#source=" + encodeURIComponent(key); }
    return node;
  }
  function where(locator) { return locator ? make("span", " (" + locator + ")", "where") : null; }

  sources.forEach(function (one) { byKey[one.key] = one; });
  function searched(one) {
    if (one.folded === undefined) {
      one.folded = fold([one.key, one.title, one.people, one.venue, one.year, one.tags.join(" "), one.abstract, one.annotation,
        one.notes.map(function (note) { return note.text + " " + note.quote; }).join(" "),
        one.claims.map(function (claim) { return claim.statement + " " + claim.quote; }).join(" ")].join(" "));
    }
    return one.folded;
  }
  /* Texts are folded a few at a time, so that the page answers meanwhile. */
  function prepare(from) {
    sources.slice(from, from + AHEAD).forEach(searched);
    if (from + AHEAD < sources.length) { setTimeout(prepare, 0, from + AHEAD); }
  }

  /* The list. */
  function matches() {
    var words = fold(box.value).split(/\s+/).filter(Boolean);
    return sources.filter(function (one) {
      return words.every(function (word) { return searched(one).includes(word); })
        && (!chosen.tag || one.tags.includes(chosen.tag)) && (!chosen.type || one.type === chosen.type)
        && (!chosen.year || String(one.year) === chosen.year) && (!chosen.with || one[chosen.with].length > 0);
    });
  }
  function show() {
    shown = matches();
    at = 0;
    rows(0);
    said.textContent = shown.length + (shown.length === 1 ? " source" : " sources") + " of " + sources.length;
  }
  /* A few rows at a time are in the page, and «more» brings the next ones in their place. */
  function rows(from) {
    var made = document.createDocumentFragment();
    if (from) { made.append(pager("The " + Math.min(MOST, from) + " before", from - MOST)); }
    shown.slice(from, from + MOST).forEach(function (one, place) {
      var item = make("li"), go = make("a", one.title || one.key);
      go.href = "#source=" + encodeURIComponent(one.key);
      go.dataset.place = place;
      add(item, go, make("span", [one.byline, one.year, one.venue].filter(Boolean).join(", "), "by"));
      made.append(item);
    });
    if (from + MOST < shown.length) { made.append(pager("More: " + (from + MOST + 1) + " to " + Math.min(shown.length, from + 2 * MOST) + " of " + shown.length, from + MOST)); }
    list.replaceChildren(made);
  }
  function pager(words, from) {
    var item = make("li", "", "pager"), button = make("button", words);
    button.type = "button";
    button.addEventListener("click", function () {
      rows(Math.max(0, from));
      list.parentNode.scrollTop = 0;
      list.querySelector("a").focus();
    });
    return add(item, button);
  }
  function select(name, title, values) {
    var label = make("label", title + " "), field = make("select");
    add(field, new Option("all", ""));
    values.forEach(function (pair) { add(field, new Option(pair[0] + " (" + pair[1] + ")", pair[2] || pair[0])); });
    field.addEventListener("change", function () { chosen[name] = field.value; keep(); show(); });
    field.dataset.name = name;
    add(facets, add(label, field));
  }
  function counted(values) {
    var counts = new Map();
    values.forEach(function (value) { if (value) { counts.set(String(value), (counts.get(String(value)) || 0) + 1); } });
    return Array.from(counts).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
  }
  select("tag", "Tag", counted(sources.flatMap(function (one) { return one.tags; })));
  select("type", "Type", counted(sources.map(function (one) { return one.type; })));
  select("year", "Year", counted(sources.map(function (one) { return one.year; })).sort(function (a, b) { return b[0] - a[0]; }));
  select("with", "With", [["claims", sources.filter(function (one) { return one.claims.length; }).length],
    ["evidence", sources.filter(function (one) { return one.bears.length; }).length, "bears"],
    ["notes", sources.filter(function (one) { return one.notes.length; }).length]]);

  /* A source. */
  function evidence(piece, target) {
    var item = make("li", "", piece.stance);
    return add(item, make("b", piece.sign + " " + piece.stance), document.createTextNode(" "), target, document.createTextNode(" "), piece.quote ? make("q", piece.quote) : null,
      where(piece.locator), piece.checked ? null : make("span", " not checked", "where"));
  }
  function claim(one) {
    var node = make("li"), pieces = make("ul", "", "evidence");
    node.id = "claim-" + one.name;
    add(node, add(make("p", one.statement + " ", "statement"), make("span", one.name, "name")));
    if (one.quote) { add(node, add(make("blockquote", one.quote), where(one.locator))); }
    if (one.verdict) { add(node, make("p", "Verdict: " + one.verdict, "verdict")); }
    one.evidence.forEach(function (piece) { add(pieces, evidence(piece, link(piece.key))); });
    return add(node, one.evidence.length ? pieces : make("p", "No evidence yet.", "where"));
  }
  function to(address, words) {
    var node = make("a", words);
    node.href = "#" + address;
    return node;
  }
  function section(title, node) { return add(make("section"), make("h3", title), node); }
  function copier(text, label) {
    var button = make("button", label);
    button.type = "button";
    button.addEventListener("click", function () {
      var area = make("textarea", "");
      area.value = text;
      document.body.append(area);
      area.select();
      said.textContent = document.execCommand("copy") ? "copied" : "it could not be copied";
      area.remove();
      button.focus();
    });
    return button;
  }
  function open(key, name) {
    var one = byKey[key];
    if (!one) { view.replaceChildren(make("p", "There is no source " + key + " on this page.", "where")); return; }
    var body = make("article"), heading = make("h2", one.title || one.key), reference = make("div", "", "reference");
    if (one.formatted) {
      one.pieces.forEach(function (piece) {
        var node = make(piece[1] === "link" ? "a" : piece[1] || "span", piece[0]);
        if (piece[1] === "link") { node.href = piece[2]; node.rel = "noreferrer"; }
        add(reference, node);
      });
    } else { reference.textContent = one.reference; }
    add(body, heading, reference, add(make("p", "", "tools"), copier(one.reference, "Copy citation"), copier(one.bib, "Copy BibTeX"),
      make("span", " " + one.key, "name")));
    if (one.links.length || one.claims.length || one.bears.length) { add(body, add(make("p"), to("view=graph&of=" + encodeURIComponent(key), "Graph of what is near it"))); }
    if (one.tags.length) { add(body, make("p", one.tags.join(" · "), "where")); }
    if (one.annotation) { add(body, make("p", one.annotation)); }
    if (one.claims.length) { add(body, section("Claims", one.claims.reduce(function (all, each) { return add(all, claim(each)); }, make("ol", "", "claims")))); }
    if (one.bears.length) {
      add(body, section("Evidence for", one.bears.reduce(function (all, piece) {
        return add(all, evidence(piece, add(make("span"), link(piece.key, piece.claim), document.createTextNode(" " + piece.statement + " "))));
      }, make("ul", "", "evidence"))));
    }
    if (one.notes.length) {
      add(body, section("Notes", one.notes.reduce(function (all, note) {
        return add(all, add(make("li"), note.quote ? add(make("blockquote", note.quote), where(note.locator)) : null, note.text ? make("p", note.text, "text") : null));
      }, make("ul", "", "notes"))));
    }
    if (one.links.length) {
      add(body, section("Links", one.links.reduce(function (all, each) {
        return add(all, add(make("li", each.words + " "), link(each.key)));
      }, make("ul"))));
    }
    view.replaceChildren(body);
    arrive(document.getElementById("claim-" + name) || heading);
  }
  function arrive(place) { place.tabIndex = -1; place.focus(); }

  /* All claims, the matrix, and how the collection came about. */
  var claims = sources.flatMap(function (one) { return one.claims; });
  function all(title, node) {
    var heading = make("h2", title);
    view.replaceChildren(heading, node);
    arrive(heading);
  }
  /* Of many, the first are shown, and «more» brings further ones below them. */
  function some(items, parent, draw) {
    var from = 0, more = make("button", "More"), box_ = add(make("div"), parent, more);
    function next() {
      var first = null;
      items.slice(from, from + MOST / 2).forEach(function (item) { var node = draw(item); first = first || node; parent.append(node); });
      if (from && first) { arrive(first); }
      from += MOST / 2;
      more.hidden = from >= items.length;
      more.textContent = "More: " + Math.max(0, items.length - from) + " further ones";
    }
    more.type = "button";
    more.addEventListener("click", next);
    next();
    return box_;
  }
  /* A choice that stands in the address. */
  function choice(title, name, options, chosen_) {
    var label = make("label", title + " "), field = make("select");
    options.forEach(function (pair) { add(field, new Option(pair[1], pair[0], false, pair[0] === chosen_)); });
    field.addEventListener("change", function () {
      var words = asked();
      if (field.value) { words.set(name, field.value); } else { words.delete(name); }
      location.hash = words;
    });
    return add(label, field);
  }
  function matrix() {
    var stating = sources.filter(function (one) { return one.claims.some(function (claim_) { return claim_.evidence.length; }); });
    stating.sort(function (a, b) { return b.claims.length - a.claims.length; });
    var of = byKey[asked().get("of")] || stating[0], told = make("div", "", "told"), node = make("div");
    if (!of) { return make("p", "No claim has evidence yet.", "where"); }
    told.setAttribute("role", "status");
    if (stating.length > 1) { add(node, choice("Claims of", "of", stating.map(function (one) { return [one.key, one.label + " (" + one.claims.length + ")"]; }), of.key)); }
    return add(node, make("p", "+ supports, ~ qualifies, - contradicts, . background; ? not checked yet. Arrow keys move; a cell says what was quoted.", "where"), told, grid(of.claims, told));
  }
  function grid(claims_, told) {
    var keys = counted(claims_.flatMap(function (one) { return Array.from(new Set(one.evidence.map(function (piece) { return piece.key; }))); }));
    var table = make("table"), head = make("tr"), frame = make("div", "", "scroll"), body = make("tbody");
    add(head, make("th", "Claim"));
    keys.forEach(function (pair) { add(head, add(make("th", "", "source"), link(pair[0], pair[0]))); });
    claims_.forEach(function (one) {
      var row = make("tr"), name = make("th", one.statement + " ");
      name.scope = "row";
      add(row, add(name, make("span", one.name, "name")));
      keys.forEach(function (pair) { add(row, cell(one, pair[0], told)); });
      add(body, row);
    });
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Matrix of claims and sources");
    frame.addEventListener("keydown", walk);
    return add(frame, add(table, add(make("thead"), head), body));
  }
  function cell(one, key, told) {
    var pieces = one.evidence.filter(function (piece) { return piece.key === key; }), node = make("td"), button;
    if (!pieces.length) { return node; }
    button = make("button", pieces.map(function (piece) { return piece.sign + (piece.checked ? "" : "?"); }).join(""), pieces[0].stance);
    button.type = "button";
    button.setAttribute("aria-label", key + " " + pieces.map(function (piece) { return piece.stance; }).join(", ") + ": " + one.statement);
    button.addEventListener("click", function () {
      told.replaceChildren(pieces.reduce(function (list_, piece) { return add(list_, evidence(piece, link(piece.key))); }, make("ul", "", "evidence")));
    });
    return add(node, button, make("span", pieces.map(function (piece) { return piece.stance + (piece.checked ? "" : "?"); }).join(", "), "printed"));
  }
  /* Arrows go to the next cell that has evidence. */
  function walk(event) {
    var step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key], here = event.target.closest("td");
    if (!step || !here) { return; }
    event.preventDefault();
    var row = here.parentNode, place = here.cellIndex, button = null;
    while (row && !button) {
      if (step[0]) { row = step[0] > 0 ? row.nextElementSibling : row.previousElementSibling; } else { place += step[1]; }
      if (!row || !row.cells[place] || !place) { return; }
      button = row.cells[place].querySelector("button");
    }
    if (button) { button.focus(); }
  }
  function overview() { return document.importNode(document.getElementById("overview").content, true); }

  /* The graph: of all, or of what is near a source. */
  var everything = null;
  function whole() {
    if (everything) { return everything; }
    var nodes = [], edges = [], borne = new Set();
    sources.forEach(function (one) {
      nodes.push({ id: one.key, kind: "source", title: one.title });
      one.claims.forEach(function (claim_) {
        nodes.push({ id: claim_.name, kind: "claim", title: claim_.statement });
        edges.push({ start: one.key, kind: "states", end: claim_.name, checked: true });
        claim_.evidence.forEach(function (piece) {
          if (byKey[piece.key]) { edges.push({ start: piece.key, kind: piece.stance, end: claim_.name, checked: piece.checked }); borne.add(piece.key + " " + one.key); }
        });
      });
    });
    sources.forEach(function (one) {
      one.links.forEach(function (each) {
        if (each.out && byKey[each.key] && !(data.stances.includes(each.relation) && borne.has(one.key + " " + each.key))) {
          edges.push({ start: one.key, kind: each.relation, end: each.key, checked: true });
        }
      });
    });
    var ends = new Set(edges.flatMap(function (edge) { return [edge.start, edge.end]; }));
    everything = { nodes: nodes.filter(function (node) { return ends.has(node.id); }), edges: edges, root: "" };
    return everything;
  }
  function graph() {
    var words = asked(), all_ = whole(), of = words.get("of") || "", steps = words.get("steps") === "2" ? 2 : 1, kinds = (words.get("kinds") || "").split(",").filter(Boolean);
    if (!all_.nodes.length) { return make("p", "Nothing is linked yet, and no claim is stated.", "where"); }
    if (of !== "*" && !byKey[of]) { of = all_.nodes.length > 70 ? readinglistGraph.head(all_) : "*"; }
    if (of !== "*" && !all_.nodes.some(function (node) { return node.id === of; })) { return make("p", "Nothing is linked to " + of + ".", "where"); }
    var near = of === "*" ? all_ : readinglistGraph.around(all_, of, steps);
    var found = readinglistGraph.folded(readinglistGraph.only(near, kinds), words.getAll("open")), node = make("div"), frame = make("div", "", "scroll");
    add(node, graphTools(near, of, steps, kinds), make("p", found.members.size ? "Some boxes stand for several, and open when they are pressed." : "", "where"), add(frame, readinglistGraph.draw(found.graph, look(of, steps), "Graph")));
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Picture of the graph");
    return add(node, section("In words", inWords(readinglistGraph.only(near, kinds))));
  }
  function graphTools(near, of, steps, kinds) {
    var tools = make("p", "", "tools"), present = Array.from(new Set(near.edges.map(function (edge) { return edge.kind; })));
    if (of !== "*") {
      add(tools, make("span", "What is near "), link(of, of), choice("Steps", "steps", [["", "1"], ["2", "2"]], steps === 2 ? "2" : ""));
      if (whole().nodes.length <= 300) { add(tools, to("view=graph&of=*", "All " + whole().nodes.length)); }
    }
    return add(tools, choice("Only", "kinds", [["", "all connections"]].concat(present.map(function (kind) { return [kind, kind]; })), kinds[0] || ""));
  }
  function look(of, steps) {
    return {
      colour: function (kind) { return (data.kinds[kind] || ["#6b6f78"])[0]; },
      mark: function (kind) { return (data.kinds[kind] || ["", "*"])[1]; },
      link: function (node) {
        var words = asked();
        var here = location.href.split("#")[0] + "#";
        if (node.kind === "folded") { words.append("open", node.id); return here + words; }
        if (node.kind === "claim" || node.id === of) { return here + encodeURIComponent(node.id); }
        return here + new URLSearchParams(steps === 2 ? { view: "graph", of: node.id, steps: 2 } : { view: "graph", of: node.id });
      }
    };
  }
  function inWords(found) {
    var joined = new Map(found.nodes.map(function (node) { return [node.id, []]; }));
    found.edges.forEach(function (edge) {
      joined.get(edge.start).push([edge.kind, edge.end, edge.checked]);
      joined.get(edge.end).push([(data.kinds[edge.kind] || [])[2] || edge.kind + " (from)", edge.start, edge.checked]);
    });
    return some(found.nodes, make("ul", "", "nodes"), function (node) {
      var item = make("li"), inner = make("ul");
      add(item, to(encodeURIComponent(node.id), node.id), make("span", " " + node.title));
      joined.get(node.id).forEach(function (one) { add(inner, add(make("li", one[0] + (one[2] ? " " : " (not checked yet) ")), to(encodeURIComponent(one[1]), one[1]))); });
      return add(item, inner);
    });
  }
  var views = {
    claims: function () { all("Claims", claims.length ? some(claims, make("ol", "", "claims"), claim) : make("p", "No claim is stated.", "where")); },
    matrix: function () { all("Matrix", matrix()); },
    graph: function () {
      all("Graph", graph());
      view.querySelectorAll(".picture-svg").forEach(readinglistGraph.settle);
      var root = view.querySelector("g.root"), frame = view.querySelector(".scroll");
      if (root) { frame.scrollLeft = root.getBBox().x - 60; }
    },
    overview: function () { all("Overview", overview()); }
  };

  /* The address holds what is shown, so that it can be kept and sent. */
  function asked() {
    var name = named();
    return new URLSearchParams(name ? { source: name.split("#")[0] } : location.hash.slice(1));
  }
  /* The plain name of a source or claim is an address too, as on the other pages. */
  function named() {
    var hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch { return ""; }
    return /[=&]/.test(hash) ? "" : hash;
  }
  function keep() {
    var words = asked();
    ["tag", "type", "year", "with"].forEach(function (name) { if (chosen[name]) { words.set(name, chosen[name]); } else { words.delete(name); } });
    if (box.value) { words.set("q", box.value); } else { words.delete("q"); }
    history.replaceState(null, "", "#" + words);
  }
  function follow() {
    var words = asked(), name = named();
    box.value = words.get("q") || box.value;
    facets.querySelectorAll("select").forEach(function (field) {
      chosen[field.dataset.name] = words.get(field.dataset.name) || chosen[field.dataset.name] || "";
      field.value = chosen[field.dataset.name];
    });
    show();
    if (name) { open(name.split("#")[0], name); } else if (words.get("source")) { open(words.get("source")); } else if (views[words.get("view")]) { views[words.get("view")](); }
  }
  box.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(function () { keep(); show(); }, REST); });
  window.addEventListener("hashchange", follow);
  function move(step) {
    var rows = list.querySelectorAll("a");
    if (!rows.length) { return; }
    at = document.activeElement && document.activeElement.dataset.place ? Number(document.activeElement.dataset.place) + step : at;
    at = Math.max(0, Math.min(rows.length - 1, at));
    rows[at].focus();
  }
  document.addEventListener("keydown", function (event) {
    var typing = /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.target === box && (event.key === "Enter" || event.key === "ArrowDown")) {
      event.preventDefault();
      clearTimeout(timer);
      keep();
      show();
      move(0);
      return;
    }
    if (event.key === "Escape") { if (help.open) { help.close(); } else { box.focus(); box.select(); } return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "j") { move(1); } else if (event.key === "k") { move(-1); } else if (event.key === "/") { event.preventDefault(); box.focus(); }
    else if (event.key === "?") { help.showModal(); }
  });
  document.getElementById("keys").addEventListener("click", function () { help.showModal(); });
  follow();
  prepare(0);
}());
