#!lua
-- call: one chosen ticket to a counter, out of order.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, counter }
-- Reply    tickets: the called one
-- Refuses  clock-wrong, ticket-unknown, day-closed, changed, wrong-state, counter-unknown,
--          counter-closed, counter-paused, counter-busy
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket = named(args.ticket, args.ifRev, 'waiting', 'parked', 'missed')
  code = code or notFree(args.counter)
  if code then return code, ticket end
  saveTicket(called(ticket, args.counter), 'ticket.called', ',"chosen":true')
end

return run(plan, { guarded = true, undoable = true })
