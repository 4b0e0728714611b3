-- The second phase: everything is encoded, hashed and checked first, then only written. The journal is
-- written first of all: its ids only grow, so that a damaged head stops the command before it began.
-- @include places

local RESULT_SECONDS = 24 * 3600
local UNDO_SECONDS = 600

local function ticketJson(ticket)
  local parts = {}
  for i, field in ipairs(TICKET_FIELDS) do
    parts[i] = '"' .. field .. '":' .. toJson(TICKET_KINDS[field], ticket[field])
  end
  return '{"id":' .. quote(ticket.id) .. ',"rev":' .. integer(ticket.rev)
    .. ',"number":' .. quote(ticket.number) .. ',' .. table.concat(parts, ',') .. '}'
end

local function counterJson(counter)
  local parts = {}
  for i, field in ipairs(COUNTER_FIELDS) do
    parts[i] = '"' .. field .. '":' .. toJson(COUNTER_KINDS[field], counter[field])
  end
  return '{"id":' .. quote(counter.id) .. ',"rev":' .. integer(counter.rev) .. ','
    .. table.concat(parts, ',') .. '}'
end

local function replyJson()
  local parts = {}
  for _, thing in ipairs(touched) do
    if thing.kind == 'ticket' then parts[#parts + 1] = ticketJson(thing.known.now) end
  end
  return '{"ok":true,"seq":' .. integer(lastSeq) .. ',"at":' .. integer(at)
    .. ',"tickets":[' .. table.concat(parts, ',') .. ']' .. table.concat(answers) .. '}'
end

local function refusalJson(code, ticket)
  return '{"ok":false,"code":' .. quote(code) .. (ticket and ',"ticket":' .. ticketJson(ticket) or '')
    .. '}'
end

-- Ids of those whom the ticket's counter held before the command, the ticket among them, as JSON; nil
-- where no counter held it.
local function besideJson(stored)
  local holder = stored and holderOf(stored)
  if not holder then return nil end
  local ids = {}
  for i, id in ipairs(read('SMEMBERS', keys.held(today, holder))) do ids[i] = quote(id) end
  return '[' .. table.concat(ids, ',') .. ']'
end

-- The before-images of all that the command touched, for `undo`.
local function undoJson()
  local parts = {}
  for i, thing in ipairs(touched) do
    local stored, owed = thing.known.stored, thing.known.owedBefore
    local fields = thing.kind == 'ticket' and TICKET_FIELDS or COUNTER_FIELDS
    local kinds = thing.kind == 'ticket' and TICKET_KINDS or COUNTER_KINDS
    local beside = thing.kind == 'ticket' and besideJson(stored)
    local before = {}
    for _, field in ipairs(fields) do
      if stored and stored[field] ~= nil then
        before[#before + 1] = '"' .. field .. '":' .. quote(toText(kinds[field], stored[field]))
      end
    end
    parts[i] = '{"kind":"' .. thing.kind .. '","id":' .. quote(thing.id)
      .. ',"rev":' .. integer(thing.known.now.rev)
      .. (stored and ',"before":{' .. table.concat(before, ',') .. '}' or '')
      .. (beside and ',"beside":' .. beside or '')
      .. (owed and ',"owed":{"group":' .. quote(owed.group) .. ',"value":' .. integer(owed.value) .. '}'
        or '') .. '}'
  end
  return '{"line":' .. integer(line) .. ',"day":' .. quote(today) .. ',"actor":' .. quote(actor)
    .. ',"touched":[' .. table.concat(parts, ',') .. ']}'
end

-- The writes that bring a stored record to its planned state.
local function writeRecord(key, fields, kinds, stored, after)
  local set, gone = { 'rev', integer(after.rev) }, {}
  for _, field in ipairs(fields) do
    local value = after[field]
    if value == nil then
      if stored and stored[field] ~= nil then gone[#gone + 1] = field end
    elseif not (stored and sameValue(kinds[field], stored[field], value)) then
      set[#set + 1] = field
      set[#set + 1] = toText(kinds[field], value)
    end
  end
  if after.number and not stored then
    set[#set + 1] = 'number'
    set[#set + 1] = after.number
  end
  if after.copies and not (stored and stored.copies == after.copies) then
    set[#set + 1] = 'copies'
    set[#set + 1] = integer(after.copies)
  end
  write('HSET', key, unpack(set))
  if #gone > 0 then write('HDEL', key, unpack(gone)) end
end

-- A ticket that is not where its fields say was damaged: moving it would leave it in two places.
local function provePlace(key, score, id)
  local there
  if score then
    there = tonumber(read('ZSCORE', key, id) or '') == score
  else
    there = read('SISMEMBER', key, id) == 1
  end
  if not there then error('ticket ' .. id .. ' is not in ' .. key) end
end

local function writePlaces(stored, after)
  local old, new = stored and placesOf(stored) or {}, placesOf(after)
  for key, score in pairs(old) do provePlace(key, score, after.id) end
  for key, score in pairs(old) do
    if new[key] == nil then write(score and 'ZREM' or 'SREM', key, after.id) end
  end
  for key, score in pairs(new) do
    if old[key] ~= score then
      if score then write('ZADD', key, integer(score), after.id) else write('SADD', key, after.id) end
    end
  end
end

-- The day that is left keeps its line time, for a lead who goes back into it; one that is opened again
-- is no longer closed.
local function writeDayTurn()
  if head.day then write('HSET', keys.lines, head.day, integer(head.at + head.putBack)) end
  if head.opened then
    write('SREM', keys.closed, today)
  else
    write('HSET', keys.firsts, today, integer(head.opening))
  end
end

local function writeJournal()
  local first = {}
  local h = head.h
  for i, entry in ipairs(entries) do
    local seq, time = integer(entry.seq), integer(at)
    local text = h .. '\n' .. seq .. '\n' .. time .. '\n' .. entry.type .. '\n' .. entry.data
    h = string.sub(redis.sha1hex(text), 1, 32)
    first[i] = { 'XADD', keys.journal, seq .. '-0', 'at', time, 'day', today, 'type', entry.type,
      'actor', actor, 'request', request, 'data', entry.data, 'h', h }
  end
  write('HSET', keys.head, 'seq', integer(lastSeq), 'at', integer(at), 'day', today, 'h', h,
    'putBack', integer(line - at))
  if head.opening then writeDayTurn() end
  return first
end

local TYPES = {
  HSET = 'hash', HDEL = 'hash', ZADD = 'zset', ZREM = 'zset', SADD = 'set', SREM = 'set',
}

-- A write can fail only on a key of another type: keys that no read has proved are asked for theirs.
local function proveWrites()
  for _, command in ipairs(writes) do
    local expected, key = TYPES[command[1]], command[2]
    if expected and not proved[key] then
      local found = redis.call('TYPE', key).ok
      if found ~= 'none' and found ~= expected then
        error('WRONGTYPE ' .. key .. ' is a ' .. found .. ', not a ' .. expected)
      end
      proved[key] = true
    end
  end
end

local function storing(reply)
  return 'SET', keys.result(request), fingerprint .. '\n' .. reply, 'EX', RESULT_SECONDS
end

-- A refusal writes its result and nothing of what was planned.
local function commitRefusal(code, ticket)
  local reply = refusalJson(code, ticket)
  redis.call(storing(reply))
  return { 0, reply }
end

local function commit(keepsUndo)
  for _, thing in ipairs(touched) do
    local stored, after = thing.known.stored, thing.known.now
    if thing.kind == 'ticket' then
      writeRecord(keys.ticket(thing.id), TICKET_FIELDS, TICKET_KINDS, stored, after)
      writePlaces(stored, after)
    else
      local kept = stored.rev > 0 and stored or nil
      writeRecord(keys.counter(today, thing.id), COUNTER_FIELDS, COUNTER_KINDS, kept, after)
    end
  end
  for group, value in pairs(owedPlanned) do write('HSET', keys.owed(today), group, integer(value)) end
  if keepsUndo and #touched > 0 then
    write('SET', keys.undo(request), undoJson(), 'EX', UNDO_SECONDS)
  end
  local journal = #entries > 0 and writeJournal() or {}
  local reply = replyJson()
  write(storing(reply))
  proveWrites()
  for _, command in ipairs(journal) do redis.call(unpack(command)) end
  for _, command in ipairs(writes) do redis.call(unpack(command)) end
  return { 0, reply }
end
