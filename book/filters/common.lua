-- common.lua - what several filters share: reading, failing, measuring, words.
--
-- Loaded with dofile, because pandoc has no search path for our own modules.
-- Every path is relative to the root of the repository: pandoc runs there.

local M = {}

-- The one dialect of the book. Ids are never invented by pandoc: an id that
-- follows the wording would differ between the two languages.
M.dialect = "markdown+east_asian_line_breaks-auto_identifiers"

-- Stop the build. Status 3 keeps pandoc from writing a half-made page.
function M.fail(message)
  io.stderr:write(message, "\n")
  os.exit(3)
end

function M.exists(path)
  local f = io.open(path, "r")
  if f then f:close() end
  return f ~= nil
end

function M.slurp(path)
  local f = io.open(path, "r")
  if not f then return nil end
  local text = f:read("a")
  f:close()
  return text
end

function M.lines(path)
  local f = io.open(path, "r")
  if not f then return nil end
  local out = {}
  for line in f:lines() do out[#out + 1] = line end
  f:close()
  return out
end

function M.parse(text)
  return pandoc.read(text, M.dialect)
end

-- A metadata value as text, or nil.
function M.meta(doc, name)
  local v = doc.meta[name]
  if v == nil then return nil end
  return pandoc.utils.stringify(v)
end

-- The first n characters (not bytes) of a text, for messages.
function M.head(text, n)
  text = text:gsub("%s+", " ")
  local cut = utf8.offset(text, n + 1)
  if not cut or cut > #text then return text end
  return text:sub(1, cut - 1) .. " …"
end

-- The text of a block, its paragraphs and programs parted by a space.
function M.text(block)
  local parts = {}
  local function take(b) parts[#parts + 1] = pandoc.utils.stringify(b) end
  pandoc.Blocks({ block }):walk({
    Para = take, Plain = take, Header = take,
    CodeBlock = function(b) parts[#parts + 1] = b.text end,
  })
  return (table.concat(parts, " "):gsub("%s+", " "))
end

-- Columns a text takes in a terminal: a Chinese character takes two.
local wide = {
  { 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0x4DBF },
  { 0x4E00, 0xA4CF }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF },
  { 0xFE30, 0xFE4F }, { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 },
  { 0x1F300, 0x1FAFF }, { 0x20000, 0x3FFFD },
}
function M.columns(text)
  if not utf8.len(text) then return #text end
  local n = 0
  for _, c in utf8.codes(text) do
    local w = 1
    if c >= 0x0300 and c <= 0x036F then w = 0 end
    for _, r in ipairs(wide) do
      if c >= r[1] and c <= r[2] then w = 2 break end
    end
    n = n + w
  end
  return n
end

function M.escape(text)
  return (text:gsub("[&<>\"]",
    { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

-- The image of a paragraph that holds nothing else, or nil.
function M.figure(block)
  if (block.t == "Para" or block.t == "Plain") and #block.content == 1
     and block.content[1].t == "Image" then
    return block.content[1]
  end
end

-- Split "../03-edges/notes.zh.md#eof" into chapter and section.
function M.chapter_link(target)
  local slug, rest = target:match("^%.%./(%d%d%-[%w-]+)/notes%.%l%l%.md(.*)$")
  if slug then return slug, rest:match("^#(.+)$") end
end

-- The boxes an author can open with `::: {.kind}`, and their titles.
M.boxes = {
  note      = { zh = "说明",       en = "Note" },
  tip       = { zh = "提示",       en = "Tip" },
  warning   = { zh = "注意",       en = "Warning" },
  danger    = { zh = "危险",       en = "Danger" },
  predict   = { zh = "先猜再跑",   en = "Predict, then run" },
  bughunt   = { zh = "找错",       en = "Bug hunt" },
  used      = { zh = "用在哪里",   en = "Where this is used" },
  challenge = { zh = "挑战",       en = "Challenge" },
  crashes   = { zh = "故意崩溃",   en = "Crashes on purpose" },
}

-- Words of the page itself. The side-by-side edition shows both.
M.words = {
  zh = {
    book = "共享内存与进程间通信实验", skip = "跳到正文", contents = "目录",
    menu = "打开目录", theme = "切换深浅色", prev = "上一章", next = "下一章",
    editions = "语言", chapter = "第 %s 章", search = "搜索",
    reveal = "揭晓", checked = "已在真实内核上核对", link = "本节链接",
    top = "首页", keys = "单键快捷键：/ 搜索，l 换语言",
    schedule = {
      player = "逐步播放", first = "首步", back = "上一步", next = "下一步",
      last = "末步", play = "播放", pause = "暂停",
      step = "第 %s 步", step_head = "步", source = "源代码",
      off = "调度器在这里把%s换下", colon = "：", schedule = "调度 ",
      default = "默认调度", races = "；! 是参与数据竞争的访问",
      verdicts = { race = "数据竞争", ["wrong-result"] = "结果错误",
                   deadlock = "死锁", livelock = "活锁", stuck = "卡住",
                   crash = "崩溃", misuse = "用法错误" },
    },
  },
  en = {
    book = "Shared memory and IPC, by experiment", skip = "Skip to the text",
    contents = "Contents", menu = "Open the contents",
    theme = "Light or dark", prev = "Previous", next = "Next",
    editions = "Language", chapter = "Chapter %s", search = "Search",
    reveal = "Reveal", checked = "checked on a real kernel",
    link = "Link to this section", top = "Front page",
    keys = "Single-key shortcuts: / to search, l for language",
    schedule = {
      player = "Step by step", first = "First", back = "Back", next = "Next",
      last = "Last", play = "Play", pause = "Pause",
      step = "Step %s", step_head = "Step", source = "Source",
      off = "the scheduler takes %s off here", colon = ": ",
      schedule = "Schedule ", default = "Default schedule",
      races = "; ! takes part in a data race",
      verdicts = { race = "Data race", ["wrong-result"] = "Wrong result",
                   deadlock = "Deadlock", livelock = "Livelock",
                   stuck = "Stuck", crash = "Crash", misuse = "Misuse" },
    },
  },
}
M.words.both = {}
for k, v in pairs(M.words.zh) do
  M.words.both[k] = type(v) == "string" and v .. " / " .. M.words.en[k] or v
end
M.words.both.book = M.words.zh.book
M.words.both.chapter = "第 %s 章"

M.html_lang = { zh = "zh-Hans", en = "en", both = "zh-Hans" }

return M
