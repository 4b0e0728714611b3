#!lua
-- expire: closes, in batches, a day that is over, or one that lies ahead since the clock was put back.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { day, limit }
-- Reply    tickets: those closed now; left: open tickets of that day that remain
-- Refuses  wrong-state
-- @include frame
-- @include life

local function plan()
  if args.day == today then return 'wrong-state' end
  if not read('HGET', keys.firsts, args.day) then
    answer('left', '0')
    return nil
  end
  local open = keys.open(args.day)
  local count = read('ZCARD', open)
  local closed = read('SISMEMBER', keys.closed, args.day) == 1
  local ids = args.limit > 0 and read('ZRANGE', open, 0, args.limit - 1) or {}
  for _, id in ipairs(ids) do
    local ticket = ticketOf(id)
    if ticket.state == 'serving' then
      saveTicket(ended(ticket, 'done', 'unrecorded'), 'ticket.expired')
    else
      saveTicket(ended(ticket, 'cancelled', 'day-closed'), 'ticket.expired')
    end
  end
  local left = count - #ids
  if left == 0 and not closed then
    append('day.closed', '{"day":' .. quote(args.day) .. '}')
    write('SADD', keys.closed, args.day)
  end
  answer('left', integer(left))
end

return run(plan, {})
