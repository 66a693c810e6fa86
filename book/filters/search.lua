-- search.lua - write one search record a section: [address, chapter, heading,
-- text]. Runs after include.lua, so programs and their output are found too.
--
--   -M search=FILE   where the records go, one line each, ready for JavaScript

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")

local function quote(text)
  text = text:gsub("%s+", " ")
  text = text:gsub('[%z\1-\31"\\<]', function(c)
    return ("\\u%04x"):format(c:byte())
  end)
  return '"' .. text .. '"'
end

local function gather(doc)
  local out, current = {}, nil
  local function add(blocks)
    for _, b in ipairs(blocks) do
      if b.t == "Header" then
        current = { id = b.identifier,
                    head = pandoc.utils.stringify(b.content), text = {} }
        out[#out + 1] = current
      elseif b.t == "Div" then
        add(b.content)
      elseif current then
        current.text[#current.text + 1] =
          b.t == "CodeBlock" and b.text or pandoc.utils.stringify(b)
      end
    end
  end
  add(doc.blocks)
  return out
end

function Pandoc(doc)
  local to = common.meta(doc, "search")
  if not to then return nil end
  local f = assert(io.open(to, "w"))
  local page, title = common.meta(doc, "page"), common.meta(doc, "title") or ""
  for _, s in ipairs(gather(doc)) do
    f:write("[", quote(page .. ".html#" .. s.id), ",", quote(title), ",",
            quote(s.head), ",", quote(table.concat(s.text, " ")), "],\n")
  end
  f:close()
end
