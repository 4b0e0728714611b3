#!lua
-- resume: a parked ticket waits again.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev? }
-- Reply    tickets: the waiting one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'parked')
  if code then return code, ticket end
  -- A phone takes back its own `later` and nothing that staff set aside.
  if via == 'phone' and not ticket.resumeAt then return 'wrong-state', ticket end
  saveTicket(resumed(ticket), 'ticket.resumed')
end

return run(plan, { undoable = true })
