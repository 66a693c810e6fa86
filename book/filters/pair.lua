-- pair.lua - the side-by-side page: 中文 left, English right, block by block.
--
-- -M other=FILE names the English notes. parity.lua has passed before, so
-- block i here is block i there. What is the same in both is shown once, over
-- the whole width, with both captions. Ids stay on the left half only.

local here = PANDOC_SCRIPT_FILE:match("^(.*/)") or ""
local common = dofile(here .. "common.lua")

local function without_id(el)
  if el.identifier and el.identifier ~= "" then
    el.identifier = ""
    return el
  end
end
local strip = { Header = without_id, CodeBlock = without_id, Div = without_id,
                Image = without_id, Span = without_id, Code = without_id,
                Link = without_id, Table = without_id }

local function half(block, lang)
  return pandoc.Div({ block }, { lang = lang })
end

local function shared(zh, en)
  if zh.t == "CodeBlock" then
    local a, b = zh.attributes.caption, en.attributes.caption
    if a and b then zh.attributes.caption = a .. " / " .. b end
    return zh
  end
  if zh.t == "HorizontalRule" then return zh end
  local image, other = common.figure(zh), common.figure(en)
  if image and other and image.src == other.src then
    image.caption:extend({ pandoc.Str(" / ") })
    image.caption:extend({ pandoc.Span(other.caption, { lang = "en" }) })
    return pandoc.Para({ image })
  end
end

function Pandoc(doc)
  local en = common.parse(common.slurp(common.meta(doc, "other")))
  local out = {}
  for i, z in ipairs(doc.blocks) do
    local e = en.blocks[i]
    local one = shared(z, e)
    if not one then
      e = pandoc.Blocks({ e }):walk(strip)[1]
      one = pandoc.Div({ half(z, "zh-Hans"), half(e, "en") },
                       { class = "pair" })
    end
    out[#out + 1] = one
  end
  doc.blocks = out
  return doc
end
