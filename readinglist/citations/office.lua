-- Prepares a page of HTML for word processors: names that links can reach, entries with a hanging indent, claims that stay on one page.

-- Word takes letters, digits and low lines in the name of a bookmark, forty of them at most.
local LONGEST = 40
local HANGING = "\\sb180\\li720\\fi-720 "

local names, taken = {}, {}

local function name_of(id)
  if names[id] == nil then
    local plain = id:gsub("[^%w_]", "_")
    if not plain:match("^%a") then plain = "n" .. plain end -- pandoc gives others a name of its own, here and there another
    plain = plain:sub(1, LONGEST)
    local name, number = plain, 1
    while taken[name:lower()] do
      number = number + 1
      name = plain:sub(1, LONGEST - #tostring(number) - 1) .. "_" .. number
    end
    names[id], taken[name:lower()] = name, true
  end
  return names[id]
end

local function rtf(code)
  return pandoc.RawInline("rtf", code)
end

local function bookmark(id, content)
  if FORMAT == "rtf" then
    table.insert(content, 1, rtf("{\\*\\bkmkstart " .. name_of(id) .. "}{\\*\\bkmkend " .. name_of(id) .. "}"))
    return content
  end
  return { pandoc.Span(content, pandoc.Attr(name_of(id))) }
end

local function of_first_paragraph(div, change)
  local first = div.content[1]
  if first and (first.t == "Para" or first.t == "Plain") then
    first.content = change(first.content)
    div.content[1] = first
  end
end

-- What is found in paragraphs of Word by office.py, which gives them the property; pandoc has no other way.
local KEPT = { docx = { "openxml", '<w:proofErr w:type="keep" />' }, rtf = { "rtf", "\\keepn\\keep " } }

local function kept_together(div)
  local mark = KEPT[FORMAT]
  if not mark then return div end
  local paragraphs, last = 0, 0
  div:walk({ Para = function() last = last + 1 end, Plain = function() last = last + 1 end })
  local function keep(block)
    paragraphs = paragraphs + 1
    if paragraphs < last then table.insert(block.content, 1, pandoc.RawInline(mark[1], mark[2])) end
    return block
  end
  local function keep_heading(block)
    table.insert(block.content, 1, pandoc.RawInline(mark[1], mark[2]))
    return block
  end
  return div:walk({ Para = keep, Plain = keep, Header = keep_heading })
end

local function reference(div)
  if div.identifier ~= "" then
    local id, first = div.identifier, div.content[1]
    if first and first.t == "Header" and FORMAT ~= "rtf" then
      first.identifier = name_of(id)
    elseif first and first.t == "Header" then
      first.content = bookmark(id, first.content)
    else
      of_first_paragraph(div, function(content) return bookmark(id, content) end)
    end
    div.identifier = ""
  end
  if div.classes:includes("claim") then div = kept_together(div) end
  if FORMAT == "rtf" and div.attributes["custom-style"] == "Bibliography" then
    of_first_paragraph(div, function(content)
      table.insert(content, 1, rtf(HANGING))
      return content
    end)
  end
  return div
end

local function span(inline)
  if inline.identifier == "" then return inline.content end
  return bookmark(inline.identifier, inline.content)
end

local function header(block)
  if block.identifier == "" then return block end
  if FORMAT == "rtf" then
    block.content = bookmark(block.identifier, block.content)
  else
    block.identifier = name_of(block.identifier)
  end
  return block
end

local function link(inline)
  local id = inline.target:match("^#(.+)$")
  if not id then return inline end
  id = id:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end)
  if FORMAT ~= "rtf" then
    inline.target = "#" .. name_of(id)
    return inline
  end
  local whole = { rtf("{\\field{\\*\\fldinst{HYPERLINK \\\\l \"" .. name_of(id) .. "\"}}{\\fldrslt{") }
  for _, part in ipairs(inline.content) do whole[#whole + 1] = part end
  whole[#whole + 1] = rtf("}}}")
  return whole
end

return { { Div = reference, Span = span, Header = header, Link = link } }
