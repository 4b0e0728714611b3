#!lua
-- pauseCounter: nobody is called for a while, after the one who is there.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { counter, reason, minutes? }
-- Reply    counter: as it is now
-- Refuses  counter-unknown, wrong-state
-- @include frame
-- @include checks

local MINUTE = 60000

local function plan()
  local code, counter = namedCounter(args.counter, 'open', 'paused')
  if code then return code end
  local after = copyOf(counter)
  after.reason = args.reason
  if counter.state == 'open' then after.state, after.since = 'paused', at end
  if args.minutes then after.backAt = args.minutes > 0 and at + args.minutes * MINUTE or nil end
  saveCounter(after, 'counter.paused')
  answer('counter', counterJson(after))
end

return run(plan, { undoable = true })
