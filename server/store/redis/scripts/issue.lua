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

-- What the device took with this number (`server/domain/device-pace.ts`); nil without a device.
local function paceAfter()
  if not args.device then return nil end
  local kept = read('HGET', keys.devices(today), args.device) or ''
  local due, last, group = string.match(kept, '^(%d+) (%d+) (.+)$')
  local limit = ruleNumber('devicePerMinute')
  local each = limit == 0 and 0 or math.floor(60000 / limit)
  if group == args.group and at - tonumber(last) < 5000 then each = each * 4 end
  return { due = math.max(tonumber(due or 0), at) + each }
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
  local pace = paceAfter()
  if via == 'kiosk' or via == 'phone' then
    if not withinHours(hours) then return 'group-closed' end
    if quota ~= '' and given >= tonumber(quota) then return 'quota-reached' end
    if pace and ruleNumber('devicePerMinute') > 0 and pace.due - at > 180000 then return 'device-limit' end
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
  ticket.remote = via == 'phone'
  ticket.mark, ticket.stops = args.mark, stops
  saveTicket(ticket, 'ticket.issued')
  if args.printer then askPrint(ticket.id, args.printer) end

  write('HSET', keys.head, 'tickets', integer(head.tickets + 1))
  write('HSET', keys.numbers(today), letter, integer(nth))
  write('HSET', keys.given(today), args.group, integer(given + 1))
  if pace then
    local kept = integer(pace.due) .. ' ' .. integer(at) .. ' ' .. args.group
    write('HSET', keys.devices(today), args.device, kept)
  end
  if args.note then write('SET', keys.note(ticket.id), args.note, 'EX', ARGV[11]) end
end

return run(plan, { guarded = true, undoable = true })
