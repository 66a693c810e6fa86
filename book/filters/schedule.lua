-- schedule.lua - a block that shows one schedule of a demo, step by step.
--
--   ```{.schedule #sch-x explore="04-fork-and-races/count"
--       names="anon#1+0=*n" caption="…"}
--   ```
--
-- The data are chapters/NN-slug/run/NAME.explore.json, which run-schedule.sh
-- records. What comes out is a table, so the page is complete without
-- JavaScript: one row an event, one column a process, one column for the value
-- of each object, and the line of the program. player.js adds the buttons,
-- which wait in the page, hidden, in its language. `names` gives objects the
-- name they have in the program.
--
-- include.lua calls this file; it returns a function.

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")

-- ---- JSON -------------------------------------------------------------------

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

-- A reader of JSON: pandoc has one for Lua only since its version 3.
local function parse(text)
  local at = 1
  local value

  local function skip() at = text:find("%S", at) or #text + 1 end
  local function wrong() error("byte " .. at) end
  local function take(what)
    skip()
    if text:sub(at, at + #what - 1) ~= what then wrong() end
    at = at + #what
  end
  local function next_is(what)
    skip()
    return text:sub(at, at) == what
  end

  local function quoted()
    take('"')
    local out = {}
    while true do
      local plain, stop = text:match('^([^"\\]*)(["\\])', at)
      if not plain then wrong() end
      out[#out + 1] = plain
      at = at + #plain + 1
      if stop == '"' then return table.concat(out) end
      local c = text:sub(at, at)
      local hex = c == "u" and text:match("^%x%x%x%x", at + 1)
      out[#out + 1] = hex and utf8.char(tonumber(hex, 16)) or escapes[c] or c
      at = at + (hex and 5 or 1)
    end
  end

  -- What stands between two brackets, parted by commas.
  local function items(open, close, item)
    take(open)
    if not next_is(close) then
      item()
      while next_is(",") do
        take(",")
        item()
      end
    end
    take(close)
  end

  function value()
    local out = {}
    if next_is("{") then
      items("{", "}", function()
        local key = quoted()
        take(":")
        out[key] = value()
      end)
      return out
    elseif next_is("[") then
      items("[", "]", function() out[#out + 1] = value() end)
      return out
    elseif next_is('"') then
      return quoted()
    end
    local word = text:match("^[%w.+-]+", at)
    if not word then wrong() end
    at = at + #word
    if word == "true" or word == "false" then return word == "true" end
    return tonumber(word) or wrong()
  end

  local out = value()
  skip()
  if at <= #text then wrong() end
  return out
end

-- ---- what the events say ------------------------------------------------------

-- The object an event is about, and its value before and after, from
-- "writes anon#1+0: 0 -> 1" or "sem_wait(/count): 1 -> 0".
local function effect(event)
  local text = event.text.en:gsub(" %([%w_]+%)$", "")
  local place, rest = text:match("^[%w_]+%(([^%s(),]+)%): (.+)$")
  if not place then
    place, rest = text:match("^%l[^:]* ([^%s(),:]+[#+@/][^%s(),:]*): (.+)$")
  end
  if not place or event.op == "print" then return nil end
  local before, after = rest:match("^(%-?%d+) %-> (%-?%d+)$")
  return place, before or rest:match("^%-?%d+$"), after or rest:match("^%-?%d+$")
end

-- Fill in event.values, the values after it, and return the objects in the
-- order in which they appear. A new semaphore has the value that its first
-- wait or post finds.
local function follow_values(timeline)
  local objects, seen, now = {}, {}, {}
  local function meet(place)
    if not seen[place] then objects[#objects + 1] = place end
    seen[place] = true
  end
  local function first_value(place, from)
    for i = from + 1, #timeline do
      local p, before = effect(timeline[i])
      if p == place and before then return before end
    end
  end
  for i, event in ipairs(timeline) do
    local place, _, after = effect(event)
    if event.op == "sem-init" then
      place, after = event.object, first_value(event.object, i)
    end
    event.values = {}
    if place and after then
      meet(place)
      event.changes = now[place] ~= after and place or nil
      now[place] = after
    end
    for k, v in pairs(now) do event.values[k] = v end
  end
  return objects
end

local function processes(timeline)
  local ids, who = {}, {}
  for _, event in ipairs(timeline) do
    if not who[event.process] then ids[#ids + 1] = event.process end
    who[event.process] = event.who
  end
  table.sort(ids)
  return ids, who
end

-- How each process stands at an event: none, here, ready, waits, gone.
local function follow_states(timeline, ids)
  local state = {}
  for _, id in ipairs(ids) do state[id] = id == ids[1] and "ready" or "none" end
  for _, event in ipairs(timeline) do
    event.states = {}
    for id, s in pairs(state) do event.states[id] = s end
    event.states[event.process] = "here"
    state[event.process] =
      (event.op == "exit" or event.op == "crash") and "gone" or
      event.op == "blocked" and "waits" or "ready"
  end
end

-- ---- pandoc -------------------------------------------------------------------

-- The same in each language of the page: one span each, or plain words.
local function each(languages, inlines)
  if #languages == 1 then return pandoc.Inlines(inlines(languages[1])) end
  local out = pandoc.List()
  for i, lang in ipairs(languages) do
    if i > 1 then out:insert(pandoc.Space()) end
    out:insert(pandoc.Span(inlines(lang), { lang = common.html_lang[lang] }))
  end
  return out
end

local function words(languages, pick)
  return each(languages, function(lang)
    return { pandoc.Str(pick(common.words[lang], lang)) }
  end)
end

-- Words of an event: calls and objects become code, line feeds are shown.
local function sentence(text, op)
  local out = pandoc.List()
  local function plain(s)
    if s ~= "" then out:insert(pandoc.Str(s)) end
  end
  text = text:gsub("\n", "\\n")
  if op ~= "print" then
    text = text:gsub(" %-> ", " → "):gsub(" %-%- ", " — ")
  end
  local at = 1
  for first, code, last in text:gmatch("()(\1[^\2]*\2)()") do
    plain(text:sub(at, first - 1))
    out:insert(pandoc.Code(code:sub(2, -2)))
    at = last
  end
  plain(text:sub(at))
  return out
end

-- Mark with \1 and \2 what is code: calls with their object, and objects.
-- An object is called what the program calls it.
local function marker(objects, names)
  return function(text)
    local order = { table.unpack(objects) }
    table.sort(order, function(a, b) return #a > #b end)
    for i, place in ipairs(order) do
      text = text:gsub(place:gsub("%p", "%%%0"), "\3" .. i .. "\4")
    end
    text = text:gsub("\3(%d+)\4", function(i)
      local place = order[tonumber(i)]
      return "\1" .. (names[place] or place) .. "\2"
    end)
    return (text:gsub("([%w_]+)%(\1([^\2]*)\2%)", "\1%1(%2)\2"))
  end
end

local function cell(inlines, class, more)
  local classes = {}
  for c in class:gmatch("%S+") do classes[#classes + 1] = c end
  return pandoc.Cell({ pandoc.Plain(inlines) }, "AlignDefault", 1, 1,
                     pandoc.Attr("", classes, more))
end

local function label(languages, step)
  local out = pandoc.List({ pandoc.Span({ pandoc.Str(tostring(step)) },
                                        { class = "n" }) })
  out:insert(pandoc.Span(words(languages, function(w)
    return w.schedule.step:format(step)
  end), { class = "label" }))
  return out
end

local function lane(event, id, before, show)
  local state = event.states[id]
  local out, taken = pandoc.List(), ""
  if state == "here" then
    out:insert(pandoc.Span(show.who(id), { class = "who" }))
    out:insert(pandoc.Space())
    if event.race then
      out:insert(pandoc.Span({ pandoc.Str("!") }, { class = "race" }))
      out:insert(pandoc.Space())
    end
    out:insert(pandoc.Span(each(show.languages, function(lang)
      return sentence(show.mark(event.text[lang]), event.op)
    end), { class = "text" }))
  elseif event.preempts and before and before.process == id then
    taken = " taken"
    out:insert(pandoc.Span(words(show.languages, function(w, lang)
      return w.schedule.off:format(event.taken[lang])
    end), { class = "off" }))
  end
  return cell(out, "lane " .. state .. taken, { role = "cell" })
end

local function source(event, main)
  local file, line = event.where:match("^(.*):(%d+)$")
  local out = pandoc.List()
  if line then
    out:insert(pandoc.Span({ pandoc.Str(file == main and line or event.where) },
                           { class = "line" }))
    out:insert(pandoc.Space())
  end
  if event.source and event.source ~= "" then
    out:insert(pandoc.Code(event.source, { class = "c" }))
  end
  return cell(out, "source", { role = "cell" })
end

local function body_row(event, before, show)
  local cells = { cell(label(show.languages, event.step), "step",
                       { role = "rowheader" }) }
  for _, id in ipairs(show.ids) do
    cells[#cells + 1] = lane(event, id, before, show)
  end
  for _, place in ipairs(show.objects) do
    local value = event.values[place]
    cells[#cells + 1] = cell(value and { pandoc.Str(value) } or {},
      event.changes == place and "value changed" or "value",
      { role = "cell", ["data-name"] = show.names[place] or place })
  end
  cells[#cells + 1] = source(event, show.main)
  return pandoc.Row(cells, pandoc.Attr("",
    event.preempts and { "preempts" } or {}, { role = "row" }))
end

local function head_row(show)
  local function head(inlines, class)
    return cell(inlines, class, { role = "columnheader" })
  end
  local cells = { head(words(show.languages, function(w)
    return w.schedule.step_head
  end), "step") }
  for _, id in ipairs(show.ids) do
    cells[#cells + 1] = head(show.who(id), "lane")
  end
  for _, place in ipairs(show.objects) do
    local name = { pandoc.Code(show.names[place] or place) }
    if show.names[place] then
      name[2] = pandoc.Space()
      name[3] = pandoc.Span({ pandoc.Str(place) }, { class = "place" })
    end
    cells[#cells + 1] = head(name, "value")
  end
  cells[#cells + 1] = head(words(show.languages, function(w)
    return w.schedule.source
  end), "source")
  return pandoc.Row(cells, pandoc.Attr("", {}, { role = "row" }))
end

local function build_table(timeline, show, caption)
  local columns, rows = {}, {}
  for i = 1, 2 + #show.ids + #show.objects do
    columns[i] = { "AlignDefault", nil }
  end
  for i, event in ipairs(timeline) do
    rows[i] = body_row(event, timeline[i - 1], show)
  end
  return pandoc.Table({ long = {}, short = {} }, columns,
    pandoc.TableHead({ head_row(show) },
                     pandoc.Attr("", {}, { role = "rowgroup" })),
    { { attr = pandoc.Attr("", {}, { role = "rowgroup" }),
        row_head_columns = 1, head = {}, body = rows } },
    pandoc.TableFoot({}),
    pandoc.Attr("", {}, { role = "table", ["aria-label"] = caption }))
end

-- Markup for player.js, which takes `hidden` away.
local function controls(languages)
  local function text(key)
    if #languages == 1 then return common.words[languages[1]].schedule[key] end
    local out = {}
    for i, lang in ipairs(languages) do
      out[i] = ('<span lang="%s">%s</span>'):format(common.html_lang[lang],
        common.words[lang].schedule[key])
    end
    return table.concat(out, " ")
  end
  local out = { '<div class="schedule-bar" role="group" aria-label="' ..
                common.words[languages[1]].schedule.player .. '" hidden>' }
  for _, key in ipairs({ "first", "back", "next", "last" }) do
    out[#out + 1] = ('<button type="button" data-go="%s">%s</button>'):format(
      key, text(key))
  end
  out[#out + 1] = ('<button type="button" data-go="play"><span>%s</span>' ..
    '<span hidden>%s</span></button>'):format(text("play"), text("pause"))
  out[#out + 1] = '<span class="count" aria-hidden="true"></span>\n</div>'
  out[#out + 1] = '<div class="schedule-now" role="status" ' ..
                  'aria-live="polite" aria-atomic="true" hidden></div>'
  return pandoc.RawBlock("html", table.concat(out, "\n"))
end

-- How it ends, and the schedule that leads there.
local function ending(data, show, races)
  local out = pandoc.List({ pandoc.Para(each(show.languages, function(lang)
    local w = common.words[lang].schedule
    local out = pandoc.List({ pandoc.Strong({ pandoc.Str(
      w.verdicts[data.verdict] or data.verdict) }), pandoc.Str(w.colon) })
    local message = data.message[lang]:gsub("^deadlock: ", "")
                    :gsub("^死锁：", "")
    out:extend(sentence(show.mark(message)))
    return out
  end)) })
  out:insert(pandoc.Para(each(show.languages, function(lang)
    local w = common.words[lang].schedule
    local out = pandoc.List({ pandoc.Str(w.schedule) })
    if data.schedule == "" then
      out = pandoc.List({ pandoc.Str(w.default) })
    else
      out:insert(pandoc.Code(data.schedule))
    end
    if races then out:insert(pandoc.Str(w.races)) end
    return out
  end)))
  return pandoc.Div(out, { class = "schedule-end" })
end

local function read_names(text, objects, fail)
  local names, known = {}, {}
  for _, place in ipairs(objects) do known[place] = true end
  for place, name in (text or ""):gmatch("([^%s=]+)=(%S+)") do
    if not known[place] then
      fail('names="' .. place .. "=" .. name .. '": the schedule has no ' ..
           "object " .. place .. ", only " .. table.concat(objects, ", "))
    end
    names[place] = name
  end
  return names
end

local function read(path, fail)
  local text = common.slurp(path)
  if not text then
    fail(path .. " does not exist; add a line `player` to the demo's " ..
         ".explore file, then `make captures` records it")
  end
  local ok, data = pcall(parse, text)
  if not ok or type(data) ~= "table" or type(data.timeline) ~= "table" or
     #data.timeline == 0 then
    fail(path .. " is not a schedule as run-schedule.sh records it (" ..
         tostring(ok and "no timeline" or data) .. "); `make captures`")
  end
  return data
end

-- cb         the code block; its attributes are as above
-- languages  what the page speaks: { "zh" }, { "en" } or both
-- fail       stops the build with a message
-- Returns the block to show and the file it was made from.
return function(cb, languages, fail)
  local a = cb.attributes
  local slug, name = (a.explore or ""):match("^(%d%d%-[%w-]+)/([%w_-]+)$")
  if not slug then
    fail('a block {.schedule} needs explore="NN-slug/NAME", not "' ..
         (a.explore or "") .. '"')
  end
  if not a.caption then
    fail("the schedule of " .. a.explore .. " has no caption")
  end
  if cb.text ~= "" then
    fail("the schedule of " .. a.explore .. " has a body of its own, `" ..
         common.head(cb.text, 30) .. "`; it must be empty")
  end
  local path = ("chapters/%s/run/%s.explore.json"):format(slug, name)
  local data = read(path, fail)
  local timeline = data.timeline
  local ids, who = processes(timeline)
  local objects = follow_values(timeline)
  local names = read_names(a.names, objects, fail)
  follow_states(timeline, ids)
  local races = false
  for i, event in ipairs(timeline) do
    races = races or event.race
    event.taken = timeline[i - 1] and timeline[i - 1].who
  end
  local show = {
    languages = languages, ids = ids, objects = objects, names = names,
    main = name .. ".c", mark = marker(objects, names),
    who = function(id)
      return words(languages, function(_, lang) return who[id][lang] end)
    end,
  }
  local caption = common.parse(a.caption).blocks[1].content
  local bar = { pandoc.Span(caption, { class = "listing-caption" }),
                pandoc.Span({ pandoc.Str(show.main) },
                            { class = "listing-file" }) }
  return pandoc.Div({
    pandoc.Div({ pandoc.Plain(bar) }, { class = "listing-bar" }),
    controls(languages),
    build_table(timeline, show, pandoc.utils.stringify(caption)),
    ending(data, show, races),
  }, pandoc.Attr(cb.identifier, { "listing", "schedule" })), path
end
