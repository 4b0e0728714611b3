#!lua
-- undo: takes back a whole command with all that it touched, by before-images.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { request }
-- Reply    tickets: the restored ones
-- Refuses  undo-expired, undo-foreign, day-closed, superseded
-- @include frame
-- @include checks
-- @include life

-- Design §4: within 60 s of site time, whatever becomes of the clock meanwhile.
local WITHIN = 60000

local function restored(present, before, fields, kinds)
  local after = copyOf(present)
  for _, field in ipairs(fields) do
    local text = before[field]
    if text then after[field] = fromText(kinds[field], text) else after[field] = nil end
  end
  return after
end

local function restoreTicket(thing)
  local after = restored(ticketOf(thing.id), thing.before, TICKET_FIELDS, TICKET_KINDS)
  if not thing.owed then
    saveTicket(after, 'ticket.undone')
    return
  end
  local group, value = thing.owed.group, thing.owed.value
  saveTicket(after, 'ticket.undone',
    ',"owed":{"group":' .. quote(group) .. ',"value":' .. integer(value) .. '}')
  owedPlanned[group] = value
end

-- Whether a counter holds nobody but those listed and, at most, the one named.
local function holdsOnly(counter, id, beside)
  for _, held in ipairs(heldBy(counter)) do
    if held ~= id and not among(held, beside) then return false end
  end
  return true
end

-- Afterwards a counter must not hold a second person, unless it held that one beside the first before
-- (people called together); nor hold anybody while closed; and nobody may be addressed to a closed one.
local function ticketBreaksRule(ticket, beside)
  local holder = holderOf(ticket)
  if holder then
    return not holdsOnly(holder, ticket.id, beside) or counterOf(holder).state == 'closed'
  end
  return ticket.state == 'waiting' and ticket.to ~= nil and counterOf(ticket.to).state == 'closed'
end

local function counterBreaksRule(counter)
  return counter.state == 'closed'
    and (#heldBy(counter.id) > 0 or headOf(keys.addressed(today, counter.id)) ~= nil)
end

local function plan()
  local text = read('GET', keys.undo(args.request))
  local record = text and cjson.decode(text)
  if not record or line - record.line > WITHIN then return 'undo-expired' end
  if record.actor ~= actor then return 'undo-foreign' end
  if record.day ~= today then return 'day-closed' end
  for _, thing in ipairs(record.touched) do
    local present = thing.kind == 'ticket' and ticketOf(thing.id) or counterOf(thing.id)
    if present.rev ~= thing.rev then return 'superseded' end
  end
  for _, thing in ipairs(record.touched) do
    if thing.kind == 'counter' then
      saveCounter(restored(counterOf(thing.id), thing.before, COUNTER_FIELDS, COUNTER_KINDS),
        'counter.undone')
    elseif thing.before then
      restoreTicket(thing)
    else
      saveTicket(ended(ticketOf(thing.id), 'cancelled', 'undone'), 'ticket.cancelled')
    end
  end
  for _, thing in ipairs(record.touched) do
    local broken = thing.kind == 'ticket' and ticketBreaksRule(ticketOf(thing.id), thing.beside or {})
      or thing.kind == 'counter' and counterBreaksRule(counterOf(thing.id))
    if broken then return 'superseded' end
  end
end

return run(plan, {})
