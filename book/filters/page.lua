-- page.lua - everything round the text: titles, sidebar, neighbours, and the
-- list of chapters on a front page. The template only puts it in place.
--
--   -M page=NN-slug | index   -M edition=zh | en | both
--   -M chapters=FILE          made by book.mk from the checks:
--                             C slug number zh en / S slug id zh en

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")

local function read_chapters(path)
  local list = {}
  for _, line in ipairs(common.lines(path)) do
    local f = {}
    for field in (line .. "\t"):gmatch("(.-)\t") do f[#f + 1] = field end
    if f[1] == "C" then
      list[#list + 1] = { slug = f[2], number = f[3], zh = f[4], en = f[5],
                          sections = {} }
    elseif f[1] == "S" then
      local s = list[#list].sections
      s[#s + 1] = { id = f[3], zh = f[4], en = f[5] }
    end
  end
  return list
end

local function title_of(item, edition)
  return edition == "en" and item.en or item.zh
end

-- The headings below the chapter's own, for the sidebar.
local function sections_of(doc, edition)
  local out = {}
  local function add(h, other)
    if h.level < 2 or h.level > 3 or h.identifier == "" then return end
    out[#out + 1] = { id = h.identifier, level = tostring(h.level),
                      title = pandoc.MetaInlines(h.content),
                      second = other and pandoc.MetaInlines(other.content) }
  end
  for _, b in ipairs(doc.blocks) do
    if b.t == "Header" then
      add(b)
    elseif edition == "both" and b.t == "Div" and b.classes:includes("pair")
           and b.content[1].content[1].t == "Header" then
      add(b.content[1].content[1], b.content[2].content[1])
    end
  end
  return out
end

local function cards(chapters, edition, words)
  local out = { '<ol class="cards" role="list">' }
  for _, c in ipairs(chapters) do
    local url = c.slug .. ".html"
    out[#out + 1] = ('<li><a class="card" href="%s"><span class="number">%s' ..
      '</span> <span class="name">%s</span></a>'):format(url, c.number,
      common.escape(title_of(c, edition)))
    if edition == "both" then
      out[#out + 1] = '<p class="second" lang="en">' ..
                      common.escape(c.en) .. "</p>"
    end
    local links = {}
    for _, s in ipairs(c.sections) do
      links[#links + 1] = ('<a href="%s#%s">%s</a>'):format(url, s.id,
        common.escape(title_of(s, edition)))
    end
    if #links > 0 then
      out[#out + 1] = '<p class="inside">' ..
        table.concat(links, '&nbsp;<span aria-hidden="true">·</span> ') .. "</p>"
    end
    out[#out + 1] = "</li>"
  end
  out[#out + 1] = "</ol>"
  return pandoc.RawBlock("html", table.concat(out, "\n"))
end

local editions = {
  { dir = "zh", name = "中文", lang = "zh-Hans" },
  { dir = "en", name = "English", lang = "en" },
  { dir = "both", name = "中 | EN", lang = "zh-Hans" },
}

function Pandoc(doc)
  local m = doc.meta
  local page, edition = common.meta(doc, "page"), common.meta(doc, "edition")
  local words = common.words[edition]
  local chapters = read_chapters(common.meta(doc, "chapters"))

  m.html_lang = common.html_lang[edition]
  m.file = page .. ".html"
  m.w = words
  m.wide = edition == "both" and page ~= "index"
  m.editions = {}
  for i, e in ipairs(editions) do
    m.editions[i] = { dir = e.dir, name = e.name, lang = e.lang,
                      current = e.dir == edition,
                      both = e.dir == "both" }
  end

  m.list = {}
  for i, c in ipairs(chapters) do
    local item = { href = c.slug .. ".html", number = c.number,
                   title = title_of(c, edition),
                   second = edition == "both" and c.en or nil }
    if c.slug == page then
      item.current = true
      item.sections = sections_of(doc, edition)
      m.eyebrow = words.chapter:format(c.number)
      m.pagetitle = title_of(c, edition) .. " - " .. words.book
      local before, after = chapters[i - 1], chapters[i + 1]
      if before then
        m.before = { href = before.slug .. ".html",
                     title = title_of(before, edition) }
      end
      if after then
        m.after = { href = after.slug .. ".html",
                    title = title_of(after, edition) }
      end
    end
    m.list[i] = item
  end
  if page == "index" then
    m.pagetitle = words.book
    m.front = true
    doc.blocks:insert(cards(chapters, edition, words))
  end
  return doc
end
