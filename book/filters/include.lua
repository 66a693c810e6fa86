-- include.lua - fill code blocks from real programs and from captured runs.
--
--   ```{.c #lst-x include="chapters/…/demos/x.c" anchor="probe" caption="…"}
--   ```{.console #out-x run="02-mapped-files/x" caption="…"}
--   ```{.schedule #sch-x explore="02-mapped-files/x" caption="…"}
--
-- `anchor` takes the lines between `// ANCHOR: probe` and
-- `// ANCHOR_END: probe`; lines that carry any marker are never printed.
-- `run` takes chapters/02-mapped-files/run/x.out, the committed output that
-- book.mk compares with a fresh run. Whatever cannot be shown exactly as it
-- is stops the build: a page with a hole in it is worse than no page.
--
-- With -M deps=FILE -M deps-of="TARGETS" the files read are written to FILE
-- as make rules, so that changing a listing makes its page again.

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")
local schedule = dofile(here .. "schedule.lua")

local widest = 80
local page = PANDOC_STATE.input_files[1] or "(standard input)"
local used = {}

local function fail(message)
  common.fail(page .. ": " .. message)
end

-- The lines of one anchor, and the number of the first of them.
local function pick(lines, anchor, path)
  local out, first, inside, seen = {}, nil, anchor == nil, anchor == nil
  for n, line in ipairs(lines) do
    local begins = line:match("ANCHOR:%s*([%w_-]+)")
    local ends = line:match("ANCHOR_END:%s*([%w_-]+)")
    if begins and begins == anchor then
      inside, seen = true, true
    elseif ends and ends == anchor then
      inside = false
    elseif inside and not begins and not ends then
      first = first or n
      out[#out + 1] = line
    end
  end
  if not seen then
    fail(path .. " has no line `ANCHOR: " .. anchor .. "`")
  end
  if anchor and inside then
    fail(path .. ": anchor `" .. anchor .. "` never ends; add `ANCHOR_END: " ..
         anchor .. "`")
  end
  return out, first or 1
end

-- Remove the indent that all lines share, and blank lines at both ends. Returns
-- how many lines were taken off the front.
local function tidy(lines)
  local indent
  for _, line in ipairs(lines) do
    if line:match("%S") then
      local n = #line:match("^ *")
      if not indent or n < indent then indent = n end
    end
  end
  for i, line in ipairs(lines) do
    lines[i] = line:sub((indent or 0) + 1):gsub("%s+$", "")
  end
  local dropped = 0
  while lines[1] == "" do
    table.remove(lines, 1)
    dropped = dropped + 1
  end
  while lines[#lines] == "" do table.remove(lines) end
  return dropped
end

local function no_tabs(lines, first, path)
  for i, line in ipairs(lines) do
    if line:find("\t", 1, true) then
      fail(path .. ":" .. (first + i - 1) .. ": tab in a listing; a page " ..
           "has no tab stops, use spaces")
    end
  end
end

local function measure(lines, first, path)
  for i, line in ipairs(lines) do
    local where = path .. ":" .. (first + i - 1)
    local n = common.columns(line)
    if n > widest then
      fail(where .. ": " .. n .. " columns, a listing has room for " ..
           widest .. ": " .. common.head(line, 40))
    end
  end
end

local function code_block(cb, languages)
  local a = cb.attributes
  if cb.classes:includes("schedule") then
    local block, path = schedule(cb, languages, fail)
    used[#used + 1] = path
    return block
  end
  local path = a.include
  if a.run then
    local slug, name = a.run:match("^(%d%d%-[%w-]+)/([%w_.-]+)$")
    if not slug then
      fail('run="' .. a.run .. '" is not of the form NN-slug/NAME')
    end
    path = "chapters/" .. slug .. "/run/" .. name .. ".out"
  end
  if not path and not a.caption then return nil end
  if path then
    if cb.text ~= "" then
      fail("the block that shows " .. path .. " has a body of its own, `" ..
           common.head(cb.text, 30) .. "`; it must be empty")
    end
    local lines = common.lines(path)
    if not lines then
      fail(a.run and path .. " does not exist; `make captures` records it" or
           path .. " does not exist, but a listing shows it")
    end
    used[#used + 1] = path
    local got, first = pick(lines, a.anchor, path)
    no_tabs(got, first, path)
    if a.include then first = first + tidy(got) end
    measure(got, first, path)
    cb.text = table.concat(got, "\n")
  end

  local caption = a.caption
  local file = a.include and a.include:match("[^/]+$")
  a.include, a.run, a.anchor, a.caption = nil, nil, nil, nil
  local bar = {}
  if caption then
    bar[1] = pandoc.Span(common.parse(caption).blocks[1].content,
                         { class = "listing-caption" })
  end
  if file then
    bar[#bar + 1] = pandoc.Span({ pandoc.Str(file) },
                                { class = "listing-file" })
  end
  if #bar == 0 then return cb end
  local kind = cb.classes:includes("console") and "listing output" or "listing"
  return pandoc.Div({ pandoc.Div({ pandoc.Plain(bar) },
                                 { class = "listing-bar" }), cb },
                    { class = kind })
end

-- BOOK_SHOWN is for book.mk: a file that is gone must lead here again, because
-- this filter says better than make what is wrong.
local function write_deps(to, targets)
  local f = assert(io.open(to, "w"))
  for _, path in ipairs(used) do
    f:write(targets, ": ", path, "\nBOOK_SHOWN += ", path, "\n")
  end
  f:close()
end

local function filter(...)
  local languages = { ... }
  return { CodeBlock = function(cb) return code_block(cb, languages) end }
end

-- On the side-by-side page each half speaks its language, the rest both.
local function both(blocks)
  local out = pandoc.List()
  for _, b in ipairs(blocks) do
    if b.t == "Div" and b.classes:includes("pair") then
      for i, half in ipairs(b.content) do
        b.content[i] = half:walk(filter(half.attributes.lang:sub(1, 2)))
      end
      out:insert(b)
    else
      out:extend(pandoc.Blocks({ b }):walk(filter("zh", "en")))
    end
  end
  return out
end

function Pandoc(doc)
  if common.meta(doc, "edition") == "both" then
    doc.blocks = both(doc.blocks)
  else
    local lang = (common.meta(doc, "lang") or "en"):sub(1, 2)
    doc = doc:walk(filter(lang))
  end
  local to = common.meta(doc, "deps")
  if to then write_deps(to, common.meta(doc, "deps-of")) end
  return doc
end
