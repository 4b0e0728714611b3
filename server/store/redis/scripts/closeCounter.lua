#!lua
-- closeCounter: who was addressed to it goes back to the group.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { counter }
-- Reply    tickets: the released ones, in lane order; counter: as it is now
-- Refuses  counter-unknown, wrong-state, counter-busy
-- @include frame
-- @include checks

local function plan()
  local code, counter = namedCounter(args.counter, 'open', 'paused')
  if code then return code end
  if #heldBy(args.counter) > 0 then return 'counter-busy' end
  local addressed = read('ZRANGE', keys.addressed(today, args.counter), 0, -1)
  local after = copyOf(counter)
  after.state, after.reason, after.backAt, after.since = 'closed', nil, nil, at
  saveCounter(after, 'counter.closed')
  for _, id in ipairs(addressed) do
    local released = copyOf(ticketOf(id))
    released.to = nil
    saveTicket(released, 'ticket.released')
  end
  answer('counter', counterJson(after))
end

return run(plan, { undoable = true })
