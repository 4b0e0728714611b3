#!lua
-- confirmClock: a lead says that date and time are right, or by how much to correct them.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { offset }
-- Reply    the entry alone
-- Refuses  none
-- @include frame

local function plan()
  append('clock.confirmed', '{"offset":' .. integer(args.offset) .. '}')
  write('HSET', keys.head, 'offset', integer(args.offset))
end

return run(plan, { setsClock = true })
