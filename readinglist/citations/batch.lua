-- Runs behind the citation processor: gives each part of a batch a mark of its own, makes notes of what readers wrote,
-- and lets nothing through that is not text: no raw code, no pictures, no attributes, no address that could be a command.

local mark

-- Notes are CommonMark; raw HTML is read as text.
local NOTES = "commonmark-raw_html+strikeout+pipe_tables+autolink_bare_uris"
local ADDRESSES = { http = true, https = true, mailto = true, ftp = true }

local function is_address(target)
  local scheme = target:match("^(%a[%w+.-]*):")
  return scheme ~= nil and ADDRESSES[scheme:lower()] == true
end

-- LaTeX ends verbatim text wherever it reads its end: code that holds one becomes lines of escaped code.
local function code_block(code)
  if FORMAT ~= "latex" or not code.text:find("\\end{verbatim", 1, true) then return pandoc.CodeBlock(code.text) end
  local lines = {}
  for line in (code.text .. "\n"):gmatch("(.-)\n") do
    if #lines > 0 then lines[#lines + 1] = pandoc.LineBreak() end
    lines[#lines + 1] = pandoc.Code(line)
  end
  return pandoc.Para(lines)
end

local harmless = {
  Span = function(span) return span.content end,
  Image = function(image) return image.caption end,
  RawInline = function(raw) return pandoc.Str(raw.text) end,
  RawBlock = function(raw) return pandoc.Para({ pandoc.Str(raw.text) }) end,
  Header = function(header) return pandoc.Para({ pandoc.Strong(header.content) }) end,
  Code = function(code) return pandoc.Code(code.text) end,
  CodeBlock = code_block,
  Div = function(div) return div.content end,
  Link = function(link)
    if is_address(link.target) then return pandoc.Link(link.content, link.target) end
    return link.content
  end,
}

local function cleaned(blocks)
  return pandoc.walk_block(pandoc.Div(blocks), harmless).content
end

-- A citation that is a note stands as its text.
local function unnoted(blocks)
  return pandoc.walk_block(pandoc.Div(blocks), {
    Note = function(note) return pandoc.utils.blocks_to_inlines(note.content) end,
    Cite = function(cite) return cite.content end,
  }).content
end

-- Italics within italics stand upright: LaTeX and Typst know that, HTML must be told.
local function upright(blocks)
  if not FORMAT:match("^html") then return blocks end
  return pandoc.walk_block(pandoc.Div(blocks), {
    Emph = function(emphasis)
      local inside = pandoc.walk_inline(pandoc.Span(emphasis.content), {
        Emph = function(inner) return pandoc.Span(inner.content, pandoc.Attr("", {}, { style = "font-style: normal" })) end,
      })
      return pandoc.Emph(inside.content)
    end,
  }).content
end

-- The number of an entry stands before it, with a space between.
local function entry(div)
  local spaced = pandoc.walk_block(div, {
    Span = function(span)
      if span.classes:includes("csl-left-margin") then
        local label = pandoc.utils.stringify(span.content):gsub("%s+$", "")
        return { pandoc.Str(label), pandoc.Space() }
      end
      return span.content
    end,
  })
  return spaced.content
end

-- CommonMark knows nothing of TeX, citations and attributes, and lets their signs stand; other readers of Markdown, pandoc
-- among them, would obey them.
local function literal(str)
  local marked = str.text:gsub("\0", ""):gsub("[\\$@{}^]", "\0%0"):gsub("&[#%w]+;", "\0%0"):gsub("^:::", "\0%0")
  local first, rest = marked:match("^([^\0]*)(.*)$")
  local out = first ~= "" and { pandoc.Str(first) } or {}
  for sign, after in rest:gmatch("\0([^\0])([^\0]*)") do
    out[#out + 1] = pandoc.RawInline("markdown", "\\" .. sign)
    if after ~= "" then out[#out + 1] = pandoc.Str(after) end
  end
  return out
end

-- An address that is its own text stays one in angle brackets.
local function autolink(link)
  local told = ""
  for _, part in ipairs(link.content) do
    told = told .. (part.t == "RawInline" and part.text:sub(2) or part.text or " ")
  end
  if told == link.target or "mailto:" .. told == link.target then return pandoc.Link({ pandoc.Str(told) }, link.target) end
end

local function inert(blocks)
  if not FORMAT:match("^commonmark") then return blocks end
  return pandoc.walk_block(pandoc.Div(blocks), { Str = literal, Link = autolink }).content
end

local function put(out, id, blocks)
  out[#out + 1] = pandoc.Para({ pandoc.Str(mark .. id .. "x") })
  for _, block in ipairs(inert(blocks)) do out[#out + 1] = block end
end

function Pandoc(doc)
  mark = pandoc.utils.stringify(doc.meta.mark)
  local out = {}
  for _, block in ipairs(doc.blocks) do
    if block.t == "CodeBlock" then
      put(out, block.identifier, cleaned(pandoc.read(block.text, NOTES).blocks))
    elseif block.t == "Div" and block.identifier == "refs" then
      for _, div in ipairs(block.content) do
        put(out, div.identifier:gsub("^ref%-", ""), upright(cleaned(entry(div))))
      end
    elseif block.t == "Div" then
      put(out, block.identifier, upright(cleaned(unnoted(block.content))))
    end
  end
  put(out, "end", {})
  return pandoc.Pandoc(out, pandoc.Meta({}))
end
