"use strict";
/* The page of `readinglist page`: a list that is searched as one types, and each source with what belongs to it. */
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var sources = data.sources, byKey = {}, MOST = 200, REST = 120;
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

  sources.forEach(function (one) {
    byKey[one.key] = one;
    one.folded = fold([one.key, one.title, one.people, one.venue, one.year, one.tags.join(" "), one.abstract, one.annotation,
      one.notes.map(function (note) { return note.text + " " + note.quote; }).join(" "),
      one.claims.map(function (claim) { return claim.statement + " " + claim.quote; }).join(" ")].join(" "));
  });

  /* The list. */
  function matches() {
    var words = fold(box.value).split(/\s+/).filter(Boolean);
    return sources.filter(function (one) {
      return words.every(function (word) { return one.folded.includes(word); })
        && (!chosen.tag || one.tags.includes(chosen.tag)) && (!chosen.type || one.type === chosen.type)
        && (!chosen.year || String(one.year) === chosen.year) && (!chosen.with || one[chosen.with].length > 0);
    });
  }
  function show() {
    shown = matches();
    var rows = document.createDocumentFragment();
    shown.slice(0, MOST).forEach(function (one, place) {
      var item = make("li"), go = make("a", one.title || one.key);
      go.href = "#source=" + encodeURIComponent(one.key);
      go.dataset.place = place;
      add(item, go, make("span", [one.byline, one.year, one.venue].filter(Boolean).join(", "), "by"));
      rows.append(item);
    });
    list.replaceChildren(rows);
    at = 0;
    var more = shown.length > MOST ? "; the first " + MOST + " are shown" : "";
    said.textContent = shown.length + (shown.length === 1 ? " source" : " sources") + " of " + sources.length + more;
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
  function open(key) {
    var one = byKey[key];
    if (!one) { view.replaceChildren(make("p", "There is no source " + key + " on this page.", "where")); return; }
    var body = make("article"), heading = make("h2", one.title || one.key), reference = make("div", "", "reference");
    heading.tabIndex = -1;
    if (one.formatted) {
      one.pieces.forEach(function (piece) {
        var node = make(piece[1] === "link" ? "a" : piece[1] || "span", piece[0]);
        if (piece[1] === "link") { node.href = piece[2]; node.rel = "noreferrer"; }
        add(reference, node);
      });
    } else { reference.textContent = one.reference; }
    add(body, heading, reference, add(make("p", "", "tools"), copier(one.reference, "Copy citation"), copier(one.bib, "Copy BibTeX"),
      make("span", " " + one.key, "name")));
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
    heading.focus({ preventScroll: false });
  }

  /* All claims, the matrix, and how the collection came about. */
  var claims = sources.flatMap(function (one) { return one.claims; });
  function all(title, node) {
    var heading = make("h2", title);
    heading.tabIndex = -1;
    view.replaceChildren(heading, node);
    heading.focus({ preventScroll: false });
  }
  function matrix() {
    var keys = counted(claims.flatMap(function (one) { return Array.from(new Set(one.evidence.map(function (piece) { return piece.key; }))); }));
    var table = make("table"), head = make("tr"), told = make("div", "", "told"), frame = make("div", "", "scroll");
    told.setAttribute("role", "status");
    add(head, make("th", "Claim"));
    keys.forEach(function (pair) { add(head, add(make("th", "", "source"), link(pair[0], pair[0]))); });
    add(table, add(make("thead"), head));
    var body = make("tbody");
    claims.forEach(function (one) {
      var row = make("tr"), name = make("th", one.statement + " ");
      name.scope = "row";
      add(name, make("span", one.name, "name"));
      add(row, name);
      keys.forEach(function (pair) {
        var pieces = one.evidence.filter(function (piece) { return piece.key === pair[0]; }), cell = make("td"), button;
        if (pieces.length) {
          button = make("button", pieces.map(function (piece) { return piece.sign + (piece.checked ? "" : "?"); }).join(""), pieces[0].stance);
          button.type = "button";
          button.setAttribute("aria-label", pair[0] + " " + pieces.map(function (piece) { return piece.stance; }).join(", ") + ": " + one.statement);
          button.addEventListener("click", function () {
            told.replaceChildren(pieces.reduce(function (list_, piece) { return add(list_, evidence(piece, link(piece.key))); }, make("ul", "", "evidence")));
          });
          add(cell, button);
        }
        add(row, cell);
      });
      add(body, row);
    });
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Matrix of claims and sources");
    add(frame, add(table, body));
    return add(make("div"), make("p", "+ supports, ~ qualifies, - contradicts, . background; ? not checked yet. A cell says what was quoted.", "where"), told, frame);
  }
  function drawn(name, attributes) {
    var node = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    return node;
  }
  function bars(title, pairs) {
    var most = Math.max.apply(null, pairs.map(function (pair) { return pair[1]; }).concat(1)), high = 22, wide = 560, left = 150;
    var picture = drawn("svg", { viewBox: "0 0 " + wide + " " + (pairs.length * high + 4), role: "img", "aria-label": title + ": " + pairs.map(function (pair) { return pair[0] + " " + pair[1]; }).join(", ") });
    pairs.forEach(function (pair, place) {
      var y = place * high + 4, length = Math.max(2, (wide - left - 60) * pair[1] / most), name = drawn("text", { x: left - 8, y: y + 14, "text-anchor": "end" });
      var count = drawn("text", { x: left + length + 6, y: y + 14 });
      name.textContent = pair[0].length > 20 ? pair[0].slice(0, 19) + "…" : pair[0];
      count.textContent = pair[1];
      add(picture, name, drawn("rect", { x: left, y: y, width: length, height: high - 6 }), count);
    });
    return add(make("section"), make("h3", title), picture);
  }
  function overview() {
    var years = counted(sources.map(function (one) { return one.year; })).sort(function (a, b) { return b[0] - a[0]; }).slice(0, 30);
    var stances = counted(claims.flatMap(function (one) { return one.evidence.map(function (piece) { return piece.stance; }); }));
    return add(make("div", "", "plots"), bars("Sources by year", years), bars("Sources by tag", counted(sources.flatMap(function (one) { return one.tags; })).slice(0, 20)),
      bars("Sources by type", counted(sources.map(function (one) { return one.type; })).slice(0, 12)), stances.length ? bars("Evidence by stance", stances) : null);
  }
  var views = {
    claims: function () { all("Claims", claims.reduce(function (list_, one) { return add(list_, claim(one)); }, make("ol", "", "claims"))); },
    matrix: function () { all("Matrix", matrix()); },
    overview: function () { all("Overview", overview()); }
  };

  /* The address holds what is shown, so that it can be kept and sent. */
  function asked() { return new URLSearchParams(location.hash.slice(1)); }
  function keep() {
    var words = asked();
    ["tag", "type", "year", "with"].forEach(function (name) { if (chosen[name]) { words.set(name, chosen[name]); } else { words.delete(name); } });
    if (box.value) { words.set("q", box.value); } else { words.delete("q"); }
    history.replaceState(null, "", "#" + words);
  }
  function follow() {
    var words = asked();
    box.value = words.get("q") || box.value;
    facets.querySelectorAll("select").forEach(function (field) {
      chosen[field.dataset.name] = words.get(field.dataset.name) || chosen[field.dataset.name] || "";
      field.value = chosen[field.dataset.name];
    });
    show();
    if (words.get("source")) { open(words.get("source")); } else if (views[words.get("view")]) { views[words.get("view")](); }
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
    if (event.key === "Escape") { if (help.open) { help.close(); } else { box.focus(); box.select(); } return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "j") { move(1); } else if (event.key === "k") { move(-1); } else if (event.key === "/") { event.preventDefault(); box.focus(); }
    else if (event.key === "?") { help.showModal(); }
  });
  document.getElementById("keys").addEventListener("click", function () { help.showModal(); });
  follow();
}());
