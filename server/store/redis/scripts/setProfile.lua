#!lua
-- setProfile: which groups the counter serves today.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { counter, profile: [{ group, tier }] }
-- Reply    counter: as it is now
-- Refuses  counter-unknown, group-unknown
-- @include frame
-- @include checks

local function plan()
  local code, counter = namedCounter(args.counter, 'open', 'paused', 'closed')
  if code then return code end
  for _, entry in ipairs(args.profile) do
    if not groupKnown(entry.group) then return 'group-unknown' end
  end
  local after = copyOf(counter)
  after.profile = args.profile
  saveCounter(after, 'counter.profiled', 'profile')
  answer('counter', counterJson(after))
end

return run(plan, { undoable = true })
