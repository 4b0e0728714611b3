#!lua
-- openCounter: the counter takes people.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { counter }
-- Reply    counter: as it is now
-- Refuses  counter-unknown, wrong-state
-- @include frame
-- @include checks

local function plan()
  local code, counter = namedCounter(args.counter, 'paused', 'closed')
  if code then return code end
  local after = copyOf(counter)
  after.state, after.reason, after.backAt, after.since = 'open', nil, nil, at
  saveCounter(after, 'counter.opened')
  answer('counter', counterJson(after))
end

return run(plan, { undoable = true })
