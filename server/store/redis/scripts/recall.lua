#!lua
-- recall: a called ticket once more.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev? }
-- Reply    tickets: the called one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state, too-soon
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'called')
  if code then return code, ticket end
  local gap = ruleNumber('recallGapSeconds') * 1000
  if elapsedSince(ticket.lastCallAt) < gap then return 'too-soon', ticket end
  local after = copyOf(ticket)
  after.calls, after.lastCallAt = ticket.calls + 1, at
  saveTicket(after, 'ticket.recalled')
end

return run(plan, { undoable = true })
