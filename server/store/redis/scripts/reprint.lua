#!lua
-- reprint: one more slip of a ticket.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, printer }
-- Reply    tickets: the ticket; copy: which one was asked for
-- Refuses  ticket-unknown, day-closed
-- @include frame
-- @include checks
-- @include printing

local function plan()
  local code, ticket = named(args.ticket)
  if code then return code, ticket end
  askPrint(ticket.id, args.printer)
end

return run(plan, {})
