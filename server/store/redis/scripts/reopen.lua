#!lua
-- reopen: a cancelled or finished ticket waits again, its arrival kept.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, reason, from? }
-- Reply    tickets: the waiting one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'cancelled', 'done')
  if code then return code, ticket end
  if args.from and not among(ticket.state, args.from) then return 'wrong-state', ticket end
  local after = waiting(ticket)
  after.to, after.outcome, after.resultDate = nil, nil, nil
  after.reason = args.reason
  saveTicket(after, 'ticket.reopened')
end

return run(plan, { undoable = true })
