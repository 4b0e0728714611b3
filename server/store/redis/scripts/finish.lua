#!lua
-- finish: the visit is over, or goes on at its next stop.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, outcome?, resultDate? }
-- Reply    tickets: the finished one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state, outcome-unknown,
--          outcome-needed
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'called', 'serving')
  code = code or outcomeFault(args.outcome)
  if code then return code, ticket end
  saveTicket(finished(ticket, args.outcome, args.resultDate), 'ticket.finished')
end

return run(plan, { undoable = true })
