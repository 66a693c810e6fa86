-- blocks.lua - the book's own marks, as HTML: boxes, hidden answers, facts,
-- lab pills, figures, tables that can scroll, links between chapters.
--
-- Words follow the nearest enclosing language: on the side-by-side page every
-- half carries its own `lang`, and the document as a whole has two.

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")
local chapter

local function html(text) return pandoc.RawBlock("html", text) end

local function box_kind(div)
  for _, class in ipairs(div.classes) do
    if common.boxes[class] then return class end
  end
end

-- Figures are built here, not by pandoc, so that the caption stays a caption
-- for everybody and `alt` says what the picture shows.
local function figure(image)
  local a = image.attributes
  local src = image.src:gsub("^fig/", "../fig/" .. (chapter or "") .. "/")
  local class = table.concat(image.classes, " ")
  local out = { html(('<figure%s%s>\n<img src="%s" alt="%s"%s>'):format(
    image.identifier ~= "" and ' id="' .. image.identifier .. '"' or "",
    class ~= "" and ' class="' .. class .. '"' or "",
    common.escape(src), common.escape(a.alt or ""),
    a.width and ' style="width:' .. a.width .. '"' or "")) }
  if #image.caption > 0 then
    out[#out + 1] = html("<figcaption>")
    out[#out + 1] = pandoc.Plain(image.caption)
    out[#out + 1] = html("</figcaption>")
  end
  out[#out + 1] = html("</figure>")
  return out
end

local function answer(div, words)
  local out = { html('<details class="answer">\n<summary>' .. words.reveal ..
                     "</summary>\n<div>") }
  for _, b in ipairs(div.content) do out[#out + 1] = b end
  out[#out + 1] = html("</div>\n</details>")
  return out
end

local function for_language(lang)
  local words = common.words[lang]
  local filter = {}

  function filter.Div(div)
    if div.classes:includes("answer") then return answer(div, words) end
    local kind = box_kind(div)
    if not kind then return nil end
    div.classes = { "box", kind }
    div.attributes.role = "note"
    div.content:insert(1, pandoc.Div(
      { pandoc.Plain({ pandoc.Str(common.boxes[kind][lang]) }) },
      { class = "box-title" }))
    return div
  end

  function filter.Span(span)
    if span.classes:includes("fact") then
      span.attributes.title = words.checked
      return span
    end
    if span.classes:includes("lab") then
      return pandoc.Code("make " .. pandoc.utils.stringify(span),
                         { class = "lab" })
    end
    -- a word quoted as a word, which the terms check must let pass
    if span.classes:includes("mention") then return span.content end
  end

  -- An option stays in one piece: no line ends behind its hyphen.
  function filter.Code(code)
    if code.text:match("^%-[%w=+-]+$") and #code.text <= 16 then
      code.classes:insert("whole")
      return code
    end
  end

  -- A label belongs to the words before it: no line ends between them.
  function filter.Inlines(list)
    for i = 2, #list do
      local span = list[i]
      if span.t == "Span" and span.classes:includes("fact") and
         (list[i - 1].t == "Space" or list[i - 1].t == "SoftBreak") then
        list[i - 1] = pandoc.Str("\u{a0}")
      end
    end
    return list
  end

  function filter.Header(h)
    if h.identifier == "" then return nil end
    local link = pandoc.Link({ pandoc.Str("#") }, "#" .. h.identifier, "",
                             { class = "anchor" })
    link.attributes["aria-label"] = words.link .. ": " ..
                                    pandoc.utils.stringify(h.content)
    h.content:insert(link)
    return h
  end

  function filter.Link(link)
    local slug, section = common.chapter_link(link.target)
    if not slug then return nil end
    link.target = slug .. ".html" .. (section and "#" .. section or "")
    return link
  end

  function filter.Para(p)
    local image = common.figure(p)
    if image then return figure(image) end
  end

  -- Columns as wide as their words need: pandoc would divide a wide table by
  -- the number of dashes, which differs between the languages.
  function filter.Table(t)
    for i, spec in ipairs(t.colspecs) do t.colspecs[i] = { spec[1], nil } end
    return pandoc.Div({ t }, { class = "table" })
  end

  return filter
end

function Pandoc(doc)
  chapter = common.meta(doc, "page")
  local lang = (common.meta(doc, "lang") or "en"):sub(1, 2)
  local out = pandoc.List()
  for _, b in ipairs(doc.blocks) do
    if b.t == "Div" and b.classes:includes("pair") then
      for i, half in ipairs(b.content) do
        b.content[i] = half:walk(for_language(half.attributes.lang:sub(1, 2)))
      end
      out:insert(b)
    else
      out:extend(pandoc.Blocks({ b }):walk(for_language(lang)))
    end
  end
  doc.blocks = out
  return doc
end
