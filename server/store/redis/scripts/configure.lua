#!lua
-- configure: replaces the configuration and the rules made from it.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ifVersion, config, rules }
-- Reply    version: the new one
-- Refuses  version-changed, counter-busy, group-busy
-- @include frame
-- @include places

-- Ids of the counters and of the groups that the new rules no longer know: { id → true }, or nil.
local function removed(kind)
  local gone
  for _, name in ipairs(read('HKEYS', keys.rules)) do
    local id = string.match(name, '^' .. kind .. ':(.*)$')
    if id and not args.rules[name] then
      gone = gone or {}
      gone[id] = true
    end
  end
  return gone
end

local function counterNeeded(id)
  return counterOf(id).state ~= 'closed' or #heldBy(id) > 0
    or headOf(keys.addressed(today, id)) ~= nil
end

local function groupNeeded(ids, gone)
  for _, id in ipairs(ids) do
    local fields = read('HMGET', keys.ticket(id), 'group', 'stops')
    if gone[fields[1]] then return true end
    for _, stop in ipairs(split(fields[2])) do
      if gone[stop] then return true end
    end
  end
  return false
end

-- Nobody may be left waiting for what the configuration forgets.
local function stillNeeded()
  for id in pairs(removed('counter') or {}) do
    if counterNeeded(id) then return 'counter-busy' end
  end
  local groups = removed('group')
  if groups and (groupNeeded(read('ZRANGE', keys.open(today), 0, -1), groups)
    or groupNeeded(read('SMEMBERS', keys.missed(today)), groups)) then
    return 'group-busy'
  end
  return nil
end

-- Keeps the new version, and no more than the last 50.
local function keepVersion(version)
  local oldest = integer(version - 50)
  write('HSET', keys.versions, integer(version), integer(at) .. ' ' .. actor)
  write('HSET', keys.configs, integer(version), args.config)
  write('HDEL', keys.versions, oldest)
  write('HDEL', keys.configs, oldest)
end

local function plan()
  if args.ifVersion ~= head.version then return 'version-changed' end
  local code = stillNeeded()
  if code then return code end
  local version = integer(head.version + 1)
  local pairsOf = {}
  for name, text in pairs(args.rules) do
    pairsOf[#pairsOf + 1] = name
    pairsOf[#pairsOf + 1] = text
  end
  append('config.changed', '{"version":' .. version .. '}')
  answer('version', version)
  write('HSET', keys.head, 'version', version)
  write('SET', keys.config, args.config)
  keepVersion(head.version + 1)
  write('DEL', keys.rules)
  if #pairsOf > 0 then write('HSET', keys.rules, unpack(pairsOf)) end
end

return run(plan, { anySite = true })
