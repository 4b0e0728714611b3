#!lua
-- return: a missed citizen is here after all, some minutes further back.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev? }
-- Reply    tickets: the waiting one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'missed')
  if code then return code, ticket end
  local after = waiting(ticket)
  after.readyAt = ticket.readyAt + ruleNumber('penaltyMinutes') * MINUTE
  saveTicket(after, 'ticket.returned')
end

return run(plan, { undoable = true })
