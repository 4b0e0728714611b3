#!lua
-- endPrint: what became of a slip; slips of earlier days may end late.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, number, printer, copy, outcome, cause | null, elsewhere? }
-- Reply    tickets: the ticket
-- Refuses  ticket-unknown
-- @include frame
-- @include printing

local function plan()
  local ticket = ticketOf(args.ticket)
  if not ticket then return 'ticket-unknown' end
  touch('ticket', ticket.id, tickets[ticket.id])
  local cause = args.cause ~= cjson.null and quote(args.cause) or 'null'
  append('print.ended', '{' .. slipMembers(args.ticket, args.number, args.printer, args.copy)
    .. ',"outcome":' .. quote(args.outcome) .. ',"cause":' .. cause .. '}')
  if args.elsewhere then
    append('print.asked', '{' .. slipMembers(args.ticket, args.number, args.elsewhere, args.copy) .. '}')
  end
end

return run(plan, {})
