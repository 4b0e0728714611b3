#!lua
-- note: what whoever serves the ticket should know, in place of what was noted before; '' removes it.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, note }
-- Reply    tickets: the one noted
-- Refuses  ticket-unknown, day-closed, changed, wrong-state
-- @include frame
-- @include checks

local function plan()
  local code, ticket =
    named(args.ticket, args.ifRev, 'waiting', 'called', 'serving', 'parked', 'missed')
  if code then return code, ticket end
  local after = copyOf(ticket)
  after.note = args.note ~= ''
  saveTicket(after, 'ticket.noted')
  if after.note then
    write('SET', keys.note(ticket.id), args.note, 'EX', ARGV[11])
  else
    write('DEL', keys.note(ticket.id))
  end
end

return run(plan, {})
