#!lua
-- start: the citizen is at the counter.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev? }
-- Reply    tickets: the one served
-- Refuses  ticket-unknown, day-closed, changed, wrong-state
-- @include frame
-- @include checks

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'called')
  if code then return code, ticket end
  local after = copyOf(ticket)
  after.state, after.startedAt = 'serving', at
  saveTicket(after, 'ticket.started')
end

return run(plan, { undoable = true })
