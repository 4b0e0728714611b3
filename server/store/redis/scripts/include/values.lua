-- Values as text in a hash and as JSON. The JSON is byte for byte what JSON.stringify writes, because
-- the journal's hashes are taken over it; cjson would write {} for an empty list and 1.6e+12 for a time.

local function integer(n)
  return string.format('%.0f', n)
end

local ESCAPES = {
  ['"'] = '\\"', ['\\'] = '\\\\', ['\b'] = '\\b', ['\f'] = '\\f', ['\n'] = '\\n', ['\r'] = '\\r',
  ['\t'] = '\\t',
}

local function escape(character)
  return ESCAPES[character] or string.format('\\u%04x', string.byte(character))
end

local function quote(text)
  return '"' .. string.gsub(text, '[%z\1-\31"\\]', escape) .. '"'
end

local function split(text)
  local parts = {}
  for part in string.gmatch(text, '[^,]+') do parts[#parts + 1] = part end
  return parts
end

local function profileFrom(text)
  local profile = {}
  for group, tier in string.gmatch(text, '([^,:]+):(%d+)') do
    profile[#profile + 1] = { group = group, tier = tonumber(tier) }
  end
  return profile
end

local function toText(kind, value)
  if kind == 'number' then return integer(value) end
  if kind == 'flag' then return value and '1' or '0' end
  if kind == 'list' then return table.concat(value, ',') end
  if kind == 'profile' then
    local parts = {}
    for i, entry in ipairs(value) do parts[i] = entry.group .. ':' .. integer(entry.tier) end
    return table.concat(parts, ',')
  end
  return value
end

local function fromText(kind, text)
  if kind == 'number' then return tonumber(text) end
  if kind == 'flag' then return text == '1' end
  if kind == 'list' then return split(text) end
  if kind == 'profile' then return profileFrom(text) end
  return text
end

local function toJson(kind, value)
  if value == nil then return 'null' end
  if kind == 'number' then return integer(value) end
  if kind == 'flag' then return value and 'true' or 'false' end
  if kind == 'list' then
    local parts = {}
    for i, text in ipairs(value) do parts[i] = quote(text) end
    return '[' .. table.concat(parts, ',') .. ']'
  end
  if kind == 'profile' then
    local parts = {}
    for i, entry in ipairs(value) do
      parts[i] = '{"group":' .. quote(entry.group) .. ',"tier":' .. integer(entry.tier) .. '}'
    end
    return '[' .. table.concat(parts, ',') .. ']'
  end
  return quote(value)
end

local function sameValue(kind, a, b)
  if a == b then return true end
  if a == nil or b == nil then return false end
  return toText(kind, a) == toText(kind, b)
end

-- The fields of `after` that differ from `before`, as a JSON object in the order of `fields`.
local function changes(fields, kinds, before, after, forced)
  local parts = {}
  for _, field in ipairs(fields) do
    if field == forced or not sameValue(kinds[field], before[field], after[field]) then
      parts[#parts + 1] = '"' .. field .. '":' .. toJson(kinds[field], after[field])
    end
  end
  return '{' .. table.concat(parts, ',') .. '}'
end

local function copyOf(record)
  local copy = {}
  for field, value in pairs(record) do copy[field] = value end
  return copy
end
