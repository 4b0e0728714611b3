#!lua
-- cancel: the citizen will not be served.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, reason }
-- Reply    tickets: the cancelled one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'waiting', 'called', 'parked', 'missed')
  if code then return code, ticket end
  saveTicket(ended(ticket, 'cancelled', args.reason), 'ticket.cancelled')
end

return run(plan, { undoable = true })
