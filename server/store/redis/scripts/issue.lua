#!lua
-- issue: a new number in a group.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { group, procedure?, priority?, language?, escort?, stops?, note?, mark?, printer?, device? }
-- Reply    tickets: the new one; copy: 1 with a printer
-- Refuses  clock-wrong, group-unknown, group-closed, quota-reached, device-limit
-- @include frame
-- @include printing

-- Whether the local minute lies in one of the windows. `weekday`: they name theirs, only that one counts.
local function within(windows, weekday)
  local minute = tonumber(ARGV[8])
  local pattern = (weekday and weekday .. ':' or '') .. '(%d+)-(%d+)'
  for from, till in string.gmatch(windows, pattern) do
    if tonumber(from) <= minute and minute < tonumber(till) then return true end
  end
  return false
end

-- Whether kiosks and phones may issue now: a special day's windows go before its weekday's, and the
-- group's own, where it has any, bind besides. Hours bind nobody at trial and training sites.
local function withinHours(ofGroup)
  readRules({ 'hoursBind', 'hours', 'special:' .. day })
  if rule('hoursBind') == '0' then return true end
  local special = rule('special:' .. day)
  local open
  if special then open = within(special) else open = within(rule('hours') or '', ARGV[9]) end
  return open and (ofGroup == '' or within(ofGroup))
end

local function plan()
  if not groupKnown(args.group) then return 'group-unknown' end
  local stops = args.stops or {}
  for _, stop in ipairs(stops) do
    if not groupKnown(stop) then return 'group-unknown' end
  end
  -- Rules that an older product stored end with the quota.
  local letter, quota, hours =
    string.match(rule('group:' .. args.group), '^([^|]*)|[^|]*|([^|]*)|?(.*)$')
  local given = tonumber(read('HGET', keys.given(today), args.group) or 0)
  local thisMinute = string.format('%.0f', math.floor(at / 60000))
  local ofDevice = 0
  if args.device then
    local minute, count = string.match(read('HGET', keys.devices(today), args.device) or '', '^(%d+) (%d+)$')
    if minute == thisMinute then ofDevice = tonumber(count) end
  end
  if via == 'kiosk' or via == 'phone' then
    if not withinHours(hours) then return 'group-closed' end
    if quota ~= '' and given >= tonumber(quota) then return 'quota-reached' end
    local limit = ruleNumber('devicePerMinute')
    if args.device and limit > 0 and ofDevice >= limit then return 'device-limit' end
  end

  local nth = tonumber(read('HGET', keys.numbers(today), letter) or 0) + 1
  local ticket = copyOf(BLANK_TICKET)
  ticket.id = string.format('%010.0f', head.tickets + 1)
  if ticketOf(ticket.id) then error('ticket ' .. ticket.id .. ' was given before') end
  ticket.number = letter .. string.format('%03.0f', nth)
  ticket.day, ticket.group = today, args.group
  ticket.issuedAt, ticket.readyAt = at, line
  ticket.priority, ticket.procedure, ticket.language = args.priority, args.procedure, args.language
  ticket.escort, ticket.note = args.escort or false, args.note ~= nil
  ticket.mark, ticket.stops = args.mark, stops
  saveTicket(ticket, 'ticket.issued')
  if args.printer then askPrint(ticket.id, args.printer) end

  write('HSET', keys.head, 'tickets', integer(head.tickets + 1))
  write('HSET', keys.numbers(today), letter, integer(nth))
  write('HSET', keys.given(today), args.group, integer(given + 1))
  if args.device then
    write('HSET', keys.devices(today), args.device, thisMinute .. ' ' .. integer(ofDevice + 1))
  end
  if args.note then write('SET', keys.note(ticket.id), args.note, 'EX', ARGV[11]) end
end

return run(plan, { guarded = true, undoable = true })
