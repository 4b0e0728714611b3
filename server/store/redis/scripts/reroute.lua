#!lua
-- reroute: to another group, or to one counter.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { ticket, ifRev?, group | counter, place, reason }
-- Reply    tickets: the waiting one
-- Refuses  ticket-unknown, day-closed, changed, wrong-state, group-unknown,
--          counter-unknown, counter-closed
-- @include frame
-- @include checks
-- @include life

local function plan()
  local code, ticket =
    named(args.ticket, args.ifRev, 'waiting', 'called', 'serving', 'parked', 'missed')
  if code then return code, ticket end
  local after = waiting(ticket)
  local lanes
  if args.group then
    if not groupKnown(args.group) then return 'group-unknown', ticket end
    after.group, after.to = args.group, nil
    lanes = { keys.normal(today, args.group), keys.priority(today, args.group) }
  else
    if not counterKnown(args.counter) then return 'counter-unknown', ticket end
    if counterOf(args.counter).state == 'closed' then return 'counter-closed', ticket end
    after.to = args.counter
    lanes = { keys.addressed(today, args.counter) }
  end
  if args.place == 'last' then
    after.readyAt = line
  elseif args.place == 'first' then
    for _, lane in ipairs(lanes) do
      local first = headOf(lane, ticket.id)
      if first then after.readyAt = math.min(after.readyAt, first.readyAt - 1) end
    end
  end
  after.reason = args.reason
  saveTicket(after, 'ticket.rerouted',
    ',"from":' .. quote(ticket.group) .. ',"place":' .. quote(args.place))
end

return run(plan, { undoable = true })
