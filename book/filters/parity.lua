-- parity.lua - the two languages of a chapter must be built alike.
--
--   pandoc notes.zh.md -L parity.lua -M other=notes.en.md -M page=NN-slug
--
-- Compared: headings with their ids, the order of blocks, code blocks, rows
-- and columns of tables, items of lists, boxes, figures; and in every
-- paragraph the inline code, fact numbers, labs, links and footnotes. Words
-- are not compared: that is what the translation lock is for.
--
-- When all is well the outline goes to standard output, one record a line,
-- fields parted by tabs; l10n.awk, links.awk and page.lua read it:
--   C slug number title-zh title-en          the chapter
--   S slug id level hash-zh hash-en title-zh title-en   a section
--   I slug id                                a place that can be linked to
--   R slug file to-slug to-id                a link to another chapter

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")

local slug
local side = { zh = {}, en = {} }     -- path, doc, lines, ids of a language
local problems = {}

-- The line of a file where a section starts, so that an editor can jump there.
local function at(lang, id)
  local s = side[lang]
  s.lines = s.lines or common.lines(s.path)
  for n, line in ipairs(s.lines) do
    if id and line:match("^#") and line:find("#" .. id, 1, true) then
      return s.path .. ":" .. n
    end
  end
  return s.path .. ":1"
end

local function problem(text) problems[#problems + 1] = text end

local function differ(place, what, zh_text, en_text)
  problem(("%s: section #%s, %s\n  zh: %s\n  en: %s   (%s)"):format(
    at("zh", place.id), place.id, what, common.head(zh_text, 60),
    common.head(en_text, 60), at("en", place.id)))
end

local function complain(lang, id, text)
  problem(("%s: %s%s"):format(at(lang, id),
                              id and "section #" .. id .. ", " or "", text))
end

-- A picture with words in it comes as fig/x.zh.svg and fig/x.en.svg.
local function picture(src) return (src:gsub("%.[ze][hn](%.%w+)$", ".*%1")) end

local function names(classes)
  return #classes > 0 and "." .. table.concat(classes, ".") or "(no class)"
end

-- A block in words. Two blocks that read the same here are built alike.
local function describe(b)
  if b.t == "Header" then
    return ("a heading of level %d with id #%s"):format(b.level, b.identifier)
  elseif b.t == "CodeBlock" then
    local words = { "a code block " .. names(b.classes) }
    if b.identifier ~= "" then words[#words + 1] = "#" .. b.identifier end
    local more = {}
    for k, v in pairs(b.attributes) do
      more[#more + 1] = k == "caption" and "with a caption" or
                        ('%s="%s"'):format(k, v)
    end
    table.sort(more)
    words[#words + 1] = table.concat(more, " ")
    if b.classes:includes("text") then
      local _, n = b.text:gsub("\n", "")
      words[#words + 1] = (n + 1) .. " lines long"
    elseif b.text ~= "" then
      words[#words + 1] = "with the text `" .. b.text .. "`"
    end
    return (table.concat(words, " "):gsub("%s+", " "))
  elseif b.t == "Table" then
    local s = pandoc.utils.to_simple_table(b)
    return ("a table of %d rows and %d columns%s"):format(#s.rows, #s.aligns,
      #s.caption > 0 and " with a caption" or "")
  elseif b.t == "BulletList" then
    return ("a list of %d items"):format(#b.content)
  elseif b.t == "OrderedList" then
    return ("a numbered list of %d items from %d"):format(#b.content, b.start)
  elseif b.t == "DefinitionList" then
    return ("a list of %d definitions"):format(#b.content)
  elseif b.t == "Div" then
    local more = {}
    for k, v in pairs(b.attributes) do more[#more + 1] = k .. "=" .. v end
    table.sort(more)
    return (("a box `::: {%s}`%s %s"):format(names(b.classes),
      b.identifier ~= "" and " #" .. b.identifier or "",
      table.concat(more, " ")):gsub(" $", ""))
  end
  local image = common.figure(b)
  if image then
    return ("a figure #%s of %s"):format(image.identifier, picture(image.src))
  end
  if b.t == "Para" or b.t == "Plain" then return "a paragraph" end
  return "a " .. b.t
end

-- What the words of a paragraph must have in common. Order and, for code, how
-- often are free: the two grammars differ.
local function inventory(block)
  local found = { code = {}, fact = {}, lab = {}, link = {}, note = {},
                  math = {}, image = {} }
  local function put(kind, value, once)
    local t = found[kind]
    t[value] = once and 1 or (t[value] or 0) + 1
  end
  pandoc.Blocks({ block }):walk({
    Code = function(c) put("code", c.text, true) end,
    Math = function(m) put("math", m.text, true) end,
    Note = function() put("note", "[^…]") end,
    Image = function(i) put("image", picture(i.src)) end,
    Link = function(l)
      put("link", (l.target:gsub("/notes%.%l%l%.md", "/notes.*.md")))
    end,
    Span = function(s)
      local text = pandoc.utils.stringify(s)
      if s.classes:includes("fact") then
        for id in text:gmatch("%S+") do put("fact", id) end
      elseif s.classes:includes("lab") then
        put("lab", text, true)
      end
    end,
  })
  return found
end

local kinds = { { "code", "inline code" }, { "fact", "fact numbers" },
                { "lab", "labs" }, { "link", "links" },
                { "note", "footnotes" }, { "math", "formulas" },
                { "image", "images" } }

local function missing(from, to)
  local out = {}
  for value, n in pairs(from) do
    if n > (to[value] or 0) then out[#out + 1] = value end
  end
  table.sort(out)
  return #out > 0 and table.concat(out, ", ") or "nothing"
end

local function compare_words(z, e, place, where)
  local a, b = inventory(z), inventory(e)
  for _, kind in ipairs(kinds) do
    local only_zh = missing(a[kind[1]], b[kind[1]])
    local only_en = missing(b[kind[1]], a[kind[1]])
    if only_zh ~= only_en then
      differ(place, ("%s: different %s; only in zh: %s; only in en: %s")
             :format(where, kind[2], only_zh, only_en),
             common.text(z), common.text(e))
    end
  end
end

local compare_blocks

local function compare_block(z, e, place, where)
  if z.t == "Div" or z.t == "BlockQuote" then
    compare_blocks(z.content, e.content, place, where .. ", inside")
  elseif z.t == "BulletList" or z.t == "OrderedList" then
    for i = 1, #z.content do
      compare_blocks(z.content[i], e.content[i], place,
                     where .. ", item " .. i)
    end
  elseif z.t == "Table" then
    local a = pandoc.utils.to_simple_table(z)
    local b = pandoc.utils.to_simple_table(e)
    local function row(x, y, name)
      for col = 1, math.max(#x, #y) do
        compare_blocks(x[col] or {}, y[col] or {}, place,
          ("%s, %s, column %d"):format(where, name, col))
      end
    end
    row(a.header, b.header, "head")
    for i = 1, #a.rows do row(a.rows[i], b.rows[i], "row " .. i) end
  elseif z.t ~= "CodeBlock" then
    compare_words(z, e, place, where)
  end
end

-- Stop at the first block that is built differently: what follows it in this
-- section would only repeat the same news.
function compare_blocks(zs, es, place, where)
  for i = 1, math.max(#zs, #es) do
    local z, e = zs[i], es[i]
    local name = ("%s%s %d"):format(where, where:match("inside$") and
                                    " block" or ": block", i)
    if not z or not e then
      differ(place, ("%s: zh has %s, en has %s"):format(name,
             z and describe(z) or "no more", e and describe(e) or "no more"),
             z and common.text(z) or "-", e and common.text(e) or "-")
      return
    end
    local a, b = describe(z), describe(e)
    if a ~= b then
      differ(place, ("%s: zh has %s, en has %s"):format(name, a, b),
             common.text(z), common.text(e))
      return
    end
    compare_block(z, e, place, name)
  end
end

-- Cut a document at its headings.
local function sections(doc)
  local out = {}
  for _, b in ipairs(doc.blocks) do
    if b.t == "Header" then
      out[#out + 1] = { id = b.identifier, head = b, blocks = {} }
    elseif #out > 0 then
      table.insert(out[#out].blocks, b)
    else
      out[1] = { id = "top", blocks = { b } }
    end
  end
  return out
end

-- What each language must keep to by itself.
local function check_alone(lang)
  local s = side[lang]
  local number = common.meta(s.doc, "chapter")
  if not common.meta(s.doc, "title") then
    complain(lang, nil, "no `title:` at the top")
  end
  if tonumber(number) ~= tonumber(slug:match("^%d+")) then
    complain(lang, nil, ("`chapter: %s` at the top, but the folder is %s")
             :format(number or "", slug))
  end
  if common.meta(s.doc, "lang") ~= common.html_lang[lang] then
    complain(lang, nil, ("`lang: %s` at the top must be %s"):format(
             common.meta(s.doc, "lang") or "", common.html_lang[lang]))
  end
  if not s.doc.blocks[1] or s.doc.blocks[1].level ~= 1 then
    complain(lang, nil, "the text must begin with the chapter's heading, " ..
             "`# … {#id}`")
  end

  s.ids, s.refs = {}, {}
  local function id_of(el)
    local id = el.identifier
    if id == nil or id == "" then return end
    if s.ids[id] then
      complain(lang, nil, "the id #" .. id .. " is used twice")
    end
    s.ids[id] = true
  end
  local section, level = "top", 0
  local function image(i)
    id_of(i)
    if not i.attributes.alt or i.attributes.alt == "" then
      complain(lang, section, ("the picture %s has no alt=\"…\"; say what " ..
        "it shows for somebody who cannot see it"):format(i.src))
    end
    if not common.exists("chapters/" .. slug .. "/" .. i.src) then
      complain(lang, section, "the picture " .. i.src .. " does not exist")
    end
  end
  local check = {
    CodeBlock = id_of, Div = id_of, Span = id_of, Table = id_of, Image = image,
    Header = function(h) id_of(h) end,
    Link = function(l) s.refs[#s.refs + 1] = { l.target, section } end,
  }
  for _, b in ipairs(s.doc.blocks) do
    if b.t == "Header" then
      section = b.identifier
      if not section:match("^[a-z][a-z0-9-]*$") then
        complain(lang, nil, ("the heading `%s` needs an id of its own in " ..
          "small letters, like {#offset}"):format(
          pandoc.utils.stringify(b.content)))
      end
      if b.level > level + 1 or (b.level == 1 and level > 0) then
        complain(lang, section, ("heading of level %d after level %d")
                 :format(b.level, level))
      end
      level = b.level
    end
    pandoc.Blocks({ b }):walk(check)
  end
end

local function check_links(lang)
  local s = side[lang]
  for _, ref in ipairs(s.refs) do
    local target, section = ref[1], ref[2]
    local inside = target:match("^#(.+)$")
    local to, to_id = common.chapter_link(target)
    if inside then
      if not s.ids[inside] then
        complain(lang, section, "the link " .. target ..
                 " leads nowhere in this chapter")
      end
    elseif to then
      io.write(table.concat({ "R", slug, s.path, to, to_id or "" }, "\t"),
               "\n")
    elseif not target:match("^https?://") then
      complain(lang, section, "the link " .. target .. " leads nowhere in " ..
        "the book; use #id, ../NN-slug/notes." .. lang .. ".md#id or https://")
    end
  end
end

local function compare_headings(zs, es)
  for i = 1, math.max(#zs, #es) do
    local z, e = zs[i], es[i]
    local a = z and z.head and describe(z.head) or "no heading"
    local b = e and e.head and describe(e.head) or "no heading"
    if a ~= b then
      problem(("%s: heading %d differs: zh has %s, en has %s\n" ..
        "  zh: %s\n  en: %s   (%s)"):format(at("zh", z and z.id), i, a, b,
        z and z.head and pandoc.utils.stringify(z.head.content) or "-",
        e and e.head and pandoc.utils.stringify(e.head.content) or "-",
        at("en", e and e.id)))
      return false
    end
  end
  return true
end

-- One line stands for all a reader of this section sees in this language.
local function fingerprint(section)
  local parts = {}
  if section.head then
    parts[1] = pandoc.utils.stringify(section.head.content)
  end
  local function attributes(el)
    for k, v in pairs(el.attributes) do parts[#parts + 1] = k .. "=" .. v end
  end
  for _, b in ipairs(section.blocks) do
    local first = #parts + 1
    pandoc.Blocks({ b }):walk({ CodeBlock = attributes, Image = attributes })
    local sorted = table.pack(table.unpack(parts, first))
    table.sort(sorted)
    table.move(sorted, 1, sorted.n, first, parts)
    parts[#parts + 1] = common.text(b)
  end
  return pandoc.utils.sha1(table.concat(parts, "\n")):sub(1, 12)
end

local function record(...) io.write(table.concat({ ... }, "\t"), "\n") end

function Pandoc(doc)
  slug = common.meta(doc, "page")
  side.zh = { path = PANDOC_STATE.input_files[1], doc = doc }
  side.en = { path = common.meta(doc, "other") }
  local text = common.slurp(side.en.path)
  if not text then common.fail(side.en.path .. " cannot be read") end
  side.en.doc = common.parse(text)

  check_alone("zh")
  check_alone("en")
  check_links("zh")
  check_links("en")
  local zs, es = sections(side.zh.doc), sections(side.en.doc)
  if compare_headings(zs, es) then
    for i, z in ipairs(zs) do
      local e = es[i]
      if z.head then compare_words(z.head, e.head, z, "heading") end
      compare_blocks(z.blocks, e.blocks, z, "")
    end
  end
  if #problems > 0 then
    common.fail(table.concat(problems, "\n"):gsub(", : ", ", "))
  end

  record("C", slug, common.meta(doc, "chapter"), common.meta(doc, "title"),
         common.meta(side.en.doc, "title"))
  for i, z in ipairs(zs) do
    if z.head then
      record("S", slug, z.id, z.head.level, fingerprint(z),
             fingerprint(es[i]), pandoc.utils.stringify(z.head.content),
             pandoc.utils.stringify(es[i].head.content))
    end
  end
  local ids = {}
  for id in pairs(side.zh.ids) do ids[#ids + 1] = id end
  table.sort(ids)
  for _, id in ipairs(ids) do record("I", slug, id) end
end
