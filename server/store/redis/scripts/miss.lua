#!lua
-- miss: nobody came.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev? }
-- Reply    tickets: the missed one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state, calls-missing
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'called')
  if code then return code, ticket end
  if not calledEnough(ticket) then return 'calls-missing', ticket end
  saveTicket(ended(ticket, 'missed'), 'ticket.missed')
end

return run(plan, { undoable = true })
