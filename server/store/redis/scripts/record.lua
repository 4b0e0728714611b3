#!lua
-- record: writes down what happened beside the queue; nothing else changes.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { type, data: compact JSON }
-- Reply    the entry alone
-- Refuses  none
-- @include frame

local function plan()
  append(args.type, args.data)
end

return run(plan, {})
