"use strict";
/* The graph of the page of `readinglist page`: what is near a source, in columns of boxes, as `render/pictures` draws it in files. Sizes are in pixels. */
var readinglistGraph = (function () {
  var WIDTH = 270, HEIGHT = 36, ACROSS = 150, DOWN = 8, MARGIN = 24, MOST = 70, FEWEST = 3, SWEEPS = 12, LOWEST = 5, SHORT = 10, ALONE = 4;
  var SPACE = "http://www.w3.org/2000/svg", numbers = 0;

  function drawn(name, attributes, text) {
    var node = document.createElementNS(SPACE, name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text) { node.textContent = text; }
    return node;
  }
  function fit(text, most) { return text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text; }
  function mean(values, otherwise) { return values.length ? values.reduce(function (sum, one) { return sum + one; }, 0) / values.length : otherwise; }
  function neighbours(graph) {
    var near = new Map();
    graph.nodes.forEach(function (node) { near.set(node.id, []); });
    graph.edges.forEach(function (edge) { if (edge.start !== edge.end) { near.get(edge.start).push(edge.end); near.get(edge.end).push(edge.start); } });
    return near;
  }
  function reach(head, near, most, without) {
    var depths = new Map([[head, 0]]), waiting = [head];
    for (var at = 0; at < waiting.length; at += 1) {
      if (depths.get(waiting[at]) < most) {
        near.get(waiting[at]).forEach(function (other) {
          if (!depths.has(other) && other !== without) { depths.set(other, depths.get(waiting[at]) + 1); waiting.push(other); }
        });
      }
    }
    return depths;
  }

  /* A claim is no step: what bears on a claim of a source is one step from it. */
  function around(graph, root, steps) {
    var near = new Map(), owner = {}, isClaim = {};
    graph.nodes.forEach(function (node) { near.set(node.id, []); isClaim[node.id] = node.kind === "claim"; });
    graph.edges.forEach(function (edge) { if (edge.kind === "states") { owner[edge.end] = edge.start; } });
    graph.edges.forEach(function (edge) {
      var start = owner[edge.start] || edge.start, end = owner[edge.end] || edge.end;
      if (start !== end) { near.get(start).push(end); near.get(end).push(start); }
    });
    var kept = reach(root, near, steps);
    return part(graph, function (node) { return isClaim[node.id] ? kept.has(owner[node.id]) : kept.has(node.id); }, root);
  }
  function part(graph, takes, root) {
    var nodes = graph.nodes.filter(takes), names = new Set(nodes.map(function (node) { return node.id; }));
    return { nodes: nodes, edges: graph.edges.filter(function (edge) { return names.has(edge.start) && names.has(edge.end); }), root: root };
  }
  function only(graph, kinds) {
    if (!kinds.length) { return graph; }
    var edges = graph.edges.filter(function (edge) { return kinds.includes(edge.kind); }), ends = new Set([graph.root]);
    edges.forEach(function (edge) { ends.add(edge.start).add(edge.end); });
    graph.edges.forEach(function (edge) { if (edge.kind === "states" && ends.has(edge.end) && !kinds.includes("states")) { edges.push(edge); ends.add(edge.start); } });
    return { nodes: graph.nodes.filter(function (node) { return ends.has(node.id); }), edges: edges, root: graph.root };
  }
  function head(graph) {
    var near = neighbours(graph), found = "", most = 0;
    graph.nodes.forEach(function (node) { if (node.kind !== "claim" && near.get(node.id).length > most) { found = node.id; most = near.get(node.id).length; } });
    return found;
  }

  /* What hangs on another node in the same way becomes one. */
  function waysOf(graph) {
    var ways = new Map();
    graph.nodes.forEach(function (node) { ways.set(node.id, new Map()); });
    graph.edges.forEach(function (edge) {
      [[edge.start, edge.end, edge.kind + ">"], [edge.end, edge.start, "<" + edge.kind]].forEach(function (one) {
        var hubs = ways.get(one[0]);
        if (!hubs.has(one[1])) { hubs.set(one[1], new Set()); }
        hubs.get(one[1]).add(one[2]);
      });
    });
    return ways;
  }
  function bundle(hub, kinds) {
    var sorted = Array.from(kinds).sort();
    var away = sorted.filter(function (kind) { return kind.endsWith(">"); }).map(function (kind) { return kind.slice(0, -1); }).join("+");
    var to = sorted.filter(function (kind) { return kind.startsWith("<"); }).map(function (kind) { return kind.slice(1); }).join("+");
    return [away, hub, to].filter(Boolean).join(" ");
  }
  function leaves(graph) {
    var ways = waysOf(graph), found = new Map();
    graph.nodes.forEach(function (node) {
      var hubs = ways.get(node.id);
      if (hubs.size !== 1 || node.id === graph.root || node.kind === "folded") { return; }
      var hub = hubs.keys().next().value;
      if (hub === node.id || ways.get(hub).size < 2) { return; }
      collect(found, bundle(hub, hubs.get(hub)), node);
    });
    return found;
  }
  /* All but half as many nodes as are readable, those next to the root with most connections, are folded into what they are reached through. */
  function beyond(found, opened, shown) {
    var half = (MOST + shown.size) / 2, ways = waysOf(found.graph), before = new Map(), top = ways.has(found.graph.root) ? found.graph.root : "", depths, waiting, bundles = new Map();
    if (!top) { ways.forEach(function (hubs, name) { if (!top || hubs.size > ways.get(top).size) { top = name; } }); }
    depths = new Map([[top, 0]]);
    waiting = [top];
    for (var at = 0; at < waiting.length; at += 1) {
      ways.get(waiting[at]).forEach(function (_, there) {
        if (!depths.has(there)) { depths.set(there, depths.get(waiting[at]) + 1); before.set(there, waiting[at]); waiting.push(there); }
      });
    }
    function depth(node) { return depths.has(node.id) ? depths.get(node.id) : Infinity; }
    var order = found.graph.nodes.slice().sort(function (a, b) {
      return (b.id === top) - (a.id === top) || shown.has(b.id) - shown.has(a.id) || (depth(a) === depth(b) ? ways.get(b.id).size - ways.get(a.id).size : depth(a) - depth(b));
    });
    var kept = new Set(order.slice(0, Math.floor(half)).map(function (node) { return node.id; }));
    var nearest = new Map([[top, top]]);
    before.forEach(function (through, name) { nearest.set(name, kept.has(name) ? name : nearest.get(through)); });
    order.slice(Math.floor(half)).forEach(function (node) {
      collect(bundles, nearest.has(node.id) ? "beyond " + nearest.get(node.id) : "apart from " + top, node);
    });
    bundles.forEach(function (all, name) { if (all.length < 2 || opened.includes(name)) { bundles.delete(name); } });
    var made = hide(found.graph, bundles), members = new Map(found.members);
    bundles.forEach(function (all, name) {
      var inside = all.flatMap(function (node) { var of = members.get(node.id) || [node]; members.delete(node.id); return of; });
      members.set(name, inside);
      made.nodes.find(function (node) { return node.id === name; }).title = worded(inside, name);
    });
    return { graph: made, members: members };
  }
  function worded(all, name) {
    var kinds = new Set(all.map(function (node) { return node.kind; }));
    return all.length + (kinds.size > 1 ? " sources and claims: " : kinds.has("claim") ? " claims: " : " sources: ") + name;
  }
  function claims(graph) {
    var found = new Map(), byName = new Map(graph.nodes.map(function (node) { return [node.id, node]; }));
    graph.edges.forEach(function (edge) { if (edge.kind === "states") { collect(found, edge.start + " states", byName.get(edge.end)); } });
    return found;
  }
  function collect(found, name, node) { if (found.has(name)) { found.get(name).push(node); } else { found.set(name, [node]); } }
  function step(graph, bundles, opened) {
    var left = graph.nodes.length, members = new Map();
    Array.from(bundles).sort(function (a, b) { return b[1].length - a[1].length; }).forEach(function (pair) {
      if (left > MOST && pair[1].length >= FEWEST && !opened.includes(pair[0])) {
        members.set(pair[0], pair[1]);
        left -= pair[1].length - 1;
      }
    });
    return { graph: members.size ? hide(graph, members) : graph, members: members };
  }
  function hide(graph, bundles) {
    var instead = new Map(), joined = new Map(), edges = [], nodes;
    bundles.forEach(function (all, name) { all.forEach(function (node) { instead.set(node.id, name); }); });
    nodes = graph.nodes.filter(function (node) { return !instead.has(node.id); });
    bundles.forEach(function (all, name) { nodes.push({ id: name, kind: "folded", title: worded(all, name) }); });
    graph.edges.forEach(function (edge) {
      if (!instead.has(edge.start) && !instead.has(edge.end)) { edges.push(edge); return; }
      var start = instead.get(edge.start) || edge.start, end = instead.get(edge.end) || edge.end, name = JSON.stringify([start, edge.kind, end]);
      if (start === end) { return; }
      if (joined.has(name)) { joined.get(name).checked = joined.get(name).checked && edge.checked; }
      else { joined.set(name, { start: start, kind: edge.kind, end: end, checked: edge.checked }); }
    });
    return { nodes: nodes, edges: edges.concat(Array.from(joined.values())), root: graph.root };
  }
  function folded(graph, opened) {
    if (graph.nodes.length <= MOST) { return { graph: graph, members: new Map() }; }
    var found = step(graph, leaves(graph), opened), shown = new Set();
    if (found.graph.nodes.length <= MOST) { return found; }
    [leaves(graph), claims(graph)].forEach(function (bundles) {
      opened.forEach(function (name) { (bundles.get(name) || []).forEach(function (node) { shown.add(node.id); }); });
    });
    var first = step(graph, claims(graph), opened), rest = step(first.graph, leaves(first.graph), opened);
    found = { graph: rest.graph, members: new Map(Array.from(first.members).concat(Array.from(rest.members))) };
    return found.graph.nodes.length > MOST + shown.size ? beyond(found, opened, shown) : found;
  }

  /* The place of each node. */
  function arrange(graph) {
    var near = neighbours(graph), places = new Map(), below = 0, widest = 1, alone = [];
    var heads = graph.nodes.map(function (node) { return node.id; }).sort(function (a, b) {
      return (b === graph.root) - (a === graph.root) || near.get(b).length - near.get(a).length;
    });
    heads.forEach(function (top) {
      if (places.has(top) || !near.get(top).length) { return; }
      var columns = columnsOf(top, near, graph), rows = rowsOf(columns, near), lowest = 0;
      columns.forEach(function (column) { if (column.length <= SHORT) { raise(column, rows); } });
      columns.forEach(function (column, across) {
        column.forEach(function (node) { lowest = Math.max(lowest, rows.get(node)); places.set(node, [across, below + rows.get(node)]); });
      });
      below += lowest + 1.5;
      widest = Math.max(widest, columns.length);
    });
    graph.nodes.forEach(function (node) { if (!places.has(node.id)) { alone.push(node.id); } });
    var across = places.size ? widest : Math.min(ALONE, Math.max(1, alone.length));
    alone.forEach(function (node, number) { places.set(node, [number % across, below + Math.floor(number / across)]); });
    return places;
  }
  function columnsOf(top, near, graph) {
    var depths = reach(top, near, Infinity), left = new Set(), seen = new Set([top]), toward = new Map(), found = new Map();
    graph.edges.forEach(function (edge) {
      if (edge.end === top) { toward.set(edge.start, (toward.get(edge.start) || 0) + 1); }
      if (edge.start === top) { toward.set(edge.end, (toward.get(edge.end) || 0) - 1); }
    });
    depths.forEach(function (_, node) {
      if (seen.has(node)) { return; }
      var group = Array.from(reach(node, near, Infinity, top).keys()), sum = 0;
      group.forEach(function (one) { seen.add(one); sum += toward.get(one) || 0; });
      if (sum > 0) { group.forEach(function (one) { left.add(one); }); }
    });
    depths.forEach(function (depth, node) {
      var at = left.has(node) ? -depth : depth;
      if (!found.has(at)) { found.set(at, []); }
      found.get(at).push(node);
    });
    var columns = Array.from(found.keys()).sort(function (a, b) { return a - b; }).map(function (at) { return found.get(at); });
    for (var turn = 0; turn < SWEEPS; turn += 1) { sweep(turn % 2 ? columns.slice().reverse() : columns, near); }
    return columns;
  }
  function ranks(column) { return new Map(column.map(function (node, number) { return [node, number / Math.max(1, column.length - 1)]; })); }
  function sweep(columns, near) {
    columns.slice(1).forEach(function (column, number) {
      var before = ranks(columns[number]), own = ranks(column), wish = new Map();
      column.forEach(function (node) {
        wish.set(node, mean(near.get(node).filter(function (other) { return before.has(other); }).map(function (other) { return before.get(other); }), own.get(node)));
      });
      column.sort(function (a, b) { return wish.get(a) - wish.get(b); });
    });
  }
  function rowsOf(columns, near) {
    var tallest = Math.max.apply(null, columns.map(function (column) { return column.length; })), rows = new Map();
    columns.forEach(function (column) { column.forEach(function (node, number) { rows.set(node, number + (tallest - column.length) / 2); }); });
    for (var turn = 0; turn < SWEEPS; turn += 1) {
      (turn % 2 ? columns.slice().reverse() : columns).forEach(function (column) {
        var wanted = column.map(function (node) { return mean(near.get(node).map(function (other) { return rows.get(other); }), rows.get(node)); });
        spread(wanted).forEach(function (row, number) { rows.set(column[number], row); });
      });
    }
    var first = Infinity;
    rows.forEach(function (row) { first = Math.min(first, row); });
    rows.forEach(function (row, node) { rows.set(node, row - first); });
    return rows;
  }
  /* A short column stands near the top, where the first screen shows it. */
  function raise(column, rows) {
    var lowest = LOWEST;
    column.forEach(function (node) { rows.set(node, Math.min(rows.get(node), lowest)); lowest = rows.get(node) + 2; });
  }
  function spread(wanted) {
    var pools = [], placed = [];
    wanted.forEach(function (place, number) {
      var pool = [place - number, 1];
      while (pools.length && pools[pools.length - 1][0] / pools[pools.length - 1][1] > pool[0] / pool[1]) {
        var before = pools.pop();
        pool = [pool[0] + before[0], pool[1] + before[1]];
      }
      pools.push(pool);
    });
    pools.forEach(function (pool) { for (var n = 0; n < pool[1]; n += 1) { placed.push(pool[0] / pool[1] + placed.length); } });
    return placed;
  }

  /* The drawing. `look` has the colours and marks of kinds, and the address of a node. */
  function draw(graph, look, title) {
    var places = arrange(graph), ids = new Map(), name = "g" + (numbers += 1), right = 0, low = 0;
    places.forEach(function (place) { right = Math.max(right, place[0]); low = Math.max(low, place[1]); });
    var width = 2 * MARGIN + right * (WIDTH + ACROSS) + WIDTH + ACROSS / 2, kinds = Array.from(new Set(graph.edges.map(function (edge) { return edge.kind; })));
    var picture = drawn("svg", { "class": "picture-svg", role: "group", "aria-label": title }), left = MARGIN, line = 0;
    function at(id) { var place = places.get(id); return { x: MARGIN + place[0] * (WIDTH + ACROSS), y: top + place[1] * (HEIGHT + DOWN) }; }
    var shown = kinds.map(function (kind) { return [look.colour(kind), look.mark(kind) + " " + kind, ""]; });
    if (graph.edges.some(function (edge) { return !edge.checked; })) { shown.push(["#8a8f98", "not checked yet", "5 4"]); }
    shown.forEach(function (one) {
      var across = 46 + 7 * one[1].length, y;
      if (left > MARGIN && left + across > width) { left = MARGIN; line += 1; }
      y = MARGIN + line * 20;
      picture.append(drawn("path", { d: "M" + left + " " + (y - 4) + "h22", stroke: one[0], "stroke-width": 3, "stroke-dasharray": one[2] || "none" }), drawn("text", { x: left + 28, y: y }, one[1]));
      left += across;
    });
    var top = MARGIN + (line + 1) * 20, height = top + MARGIN + (low + 1) * (HEIGHT + DOWN), definitions = drawn("defs", {});
    picture.setAttribute("viewBox", "0 0 " + width + " " + height);
    picture.setAttribute("width", width);
    picture.setAttribute("height", height);
    kinds.forEach(function (kind, number) {
      var marker = drawn("marker", { id: name + "-" + number, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" });
      marker.append(drawn("path", { d: "M0 0 8 4 0 8z", fill: look.colour(kind) }));
      definitions.append(marker);
    });
    picture.append(definitions);
    graph.nodes.forEach(function (node, number) { ids.set(node.id, name + "n" + number); });
    var marks = graph.edges.map(function (edge) {
      var points = bends(at(edge.start), at(edge.end)), ends = ids.get(edge.start) + " " + ids.get(edge.end);
      var curve = drawn("path", { "class": "edge " + (edge.checked ? "" : "unchecked ") + ends, d: "M" + points[0] + "C" + points.slice(1).join(" "), stroke: look.colour(edge.kind),
        "marker-end": "url(#" + name + "-" + kinds.indexOf(edge.kind) + ")" });
      curve.append(drawn("title", {}, edge.start + " " + edge.kind + " " + edge.end + (edge.checked ? "" : " (not checked yet)")));
      picture.append(curve);
      return drawn("text", { "class": "mark " + ends, "aria-hidden": "true", x: middle(points, 0), y: middle(points, 1) + 4 }, look.mark(edge.kind));
    });
    picture.append.apply(picture, marks);
    graph.nodes.forEach(function (node) { picture.append(box(node, at(node.id), ids.get(node.id), look, node.id === graph.root)); });
    return picture;
  }
  function bends(start, end) {
    var from = start.y + HEIGHT / 2, to = end.y + HEIGHT / 2, forward = start.x < end.x;
    if (start.x === end.x) {
      var side = start.x + WIDTH, out = side + Math.min(ACROSS * 0.8, 24 + Math.abs(from - to) / 6);
      return [[side, from], [out, from], [out, to], [side, to]];
    }
    var left = forward ? start.x + WIDTH : start.x, right = forward ? end.x : end.x + WIDTH, bend = (right - left) / 2;
    return [[left, from], [left + bend, from], [right - bend, to], [right, to]];
  }
  function middle(points, axis) { return (points[0][axis] + 3 * points[1][axis] + 3 * points[2][axis] + points[3][axis]) / 8; }
  function box(node, place, id, look, isRoot) {
    var group = drawn("g", { id: id, "class": node.kind + (isRoot ? " root" : "") }), go = drawn("a", { href: look.link(node) });
    var first = node.kind === "folded" ? "+" + node.title.split(" ")[0] : node.id;
    go.append(drawn("title", {}, node.kind === "folded" ? node.title : node.id + ": " + node.title),
      drawn("rect", { "class": "box", x: place.x, y: place.y, width: WIDTH, height: HEIGHT, rx: node.kind === "claim" ? 14 : 5 }));
    [[first, "id", 14], [node.title, "words", 28]].forEach(function (line) {
      var text = drawn("text", { "class": line[1], x: place.x + 8, y: place.y + line[2] }, fit(line[0], 44));
      go.append(text);
    });
    group.append(go);
    function fade(on) { return function () { emphasise(group.ownerSVGElement, id, on); }; }
    group.addEventListener("mouseenter", fade(true));
    group.addEventListener("mouseleave", fade(false));
    go.addEventListener("focus", fade(true));
    go.addEventListener("blur", fade(false));
    return group;
  }
  function emphasise(picture, id, on) {
    picture.querySelectorAll("path.edge, text.mark").forEach(function (one) { one.classList.toggle("faded", on && !one.classList.contains(id)); });
  }
  /* Texts that are wider than their box, in the font that there is, are cut; to be called when the picture is in the page. */
  function settle(picture) {
    picture.querySelectorAll("g text").forEach(function (text) {
      var room = WIDTH - 16, length = text.getComputedTextLength();
      if (length > room) { text.textContent = fit(text.textContent, Math.max(1, Math.floor(text.textContent.length * room / length) - 1)); }
      if (text.getComputedTextLength() > room) { text.setAttribute("textLength", room); text.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
    });
  }
  return { around: around, only: only, head: head, folded: folded, draw: draw, settle: settle };
}());
