#!lua
-- park: set aside, the place in line kept.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, reason, minutes? }
-- Reply    tickets: the parked one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state, later-used
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'waiting', 'called', 'serving', 'parked')
  if code then return code, ticket end
  local after = parked(ticket, args.reason, args.minutes)
  -- The citizen's own phone: once, and only who waits.
  if via == 'phone' then
    if ticket.state ~= 'waiting' then return 'wrong-state', ticket end
    if ticket.deferredAt then return 'later-used', ticket end
    after.deferredAt = at
  end
  saveTicket(after, 'ticket.parked')
end

return run(plan, { undoable = true })
