#!lua
-- configure: replaces the configuration and the rules made from it.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ifVersion, config, rules }
-- Reply    version: the new one
-- Refuses  version-changed
-- @include frame

local function plan()
  if args.ifVersion ~= head.version then return 'version-changed' end
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
  write('DEL', keys.rules)
  if #pairsOf > 0 then write('HSET', keys.rules, unpack(pairsOf)) end
end

return run(plan, { anySite = true })
