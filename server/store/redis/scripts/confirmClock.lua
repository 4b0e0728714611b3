#!lua
-- confirmClock: a lead says that date and time are right, or by how much to correct them.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { offset }
-- Reply    the entry alone
-- Refuses  none
-- @include frame

-- People in the hall hold numbers of the day that is left: on an earlier one no letter gives them again.
local function carryNumbers()
  local given = read('HGETALL', keys.numbers(head.day))
  for i = 1, #given, 2 do
    local letter, last = given[i], tonumber(given[i + 1])
    local own = tonumber(read('HGET', keys.numbers(today), letter) or 0)
    if last > own then write('HSET', keys.numbers(today), letter, integer(last)) end
  end
end

local function plan()
  append('clock.confirmed', '{"offset":' .. integer(args.offset)
    .. ',"putBack":' .. integer(line - at) .. '}')
  if today < head.day then carryNumbers() end
  write('HSET', keys.head, 'offset', integer(args.offset))
end

return run(plan, { setsClock = true })
