#!lua
-- callMany: parked tickets to one counter in one announcement.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { counter, tickets }
-- Reply    tickets: the called ones, in the order given
-- Refuses  clock-wrong, counter-unknown, counter-closed, counter-paused, counter-busy, ticket-unknown,
--          day-closed, wrong-state
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code = notFree(args.counter)
  if code then return code end
  for _, id in ipairs(args.tickets) do
    local fault, ticket = named(id, nil, 'parked')
    if fault then return fault, ticket end
  end
  local seen = {}
  for _, id in ipairs(args.tickets) do
    if seen[id] then return 'wrong-state', ticketOf(id) end
    seen[id] = true
  end
  for _, id in ipairs(args.tickets) do
    saveTicket(called(ticketOf(id), args.counter), 'ticket.called', ',"batch":true')
  end
end

return run(plan, { guarded = true, undoable = true })
