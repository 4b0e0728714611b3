-- What the command is about to do. Reads go through `read`; nothing here writes. Later steps of one
-- command see the tickets and counters as earlier steps planned them.
-- @include keys
-- @include fields
-- @include values

local args = cjson.decode(ARGV[1])
local request, fingerprint, actor, via = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local now, day = tonumber(ARGV[6]), ARGV[7]

-- Keys whose type a successful read has proved.
local proved = {}

local function read(command, key, ...)
  local reply = redis.call(command, key, ...)
  proved[key] = true
  return reply
end

-- Set by the frame: the head as stored, the time and business day of this command, and its line time,
-- by which people stand in line and become ready (store/README.md).
local head, at, today, line

local rulesRead = {}

-- Reads several rules at once; `rule` then finds them.
local function readRules(names)
  if #names == 0 then return end
  local values = read('HMGET', keys.rules, unpack(names))
  for i, name in ipairs(names) do rulesRead[name] = values[i] end
end

-- A rule's text, or false where there is none.
local function rule(name)
  if rulesRead[name] == nil then readRules({ name }) end
  return rulesRead[name]
end

local function ruleNumber(name)
  return tonumber(rule(name) or 0)
end

local function groupKnown(group)
  return rule('group:' .. group) ~= false
end

local entries = {}
local lastSeq

local function push(type, data)
  lastSeq = lastSeq + 1
  entries[#entries + 1] = { seq = lastSeq, type = type, data = data }
  return lastSeq
end

-- Plans an entry and answers its seq. The first one of a day opens the day.
local function append(type, data)
  if #entries == 0 and today ~= head.day then
    local again = head.opened and 'true' or 'false'
    head.opening = push('day.opened', '{"day":' .. quote(today) .. ',"again":' .. again .. '}')
  end
  return push(type, data)
end

-- What the reply says besides tickets, as JSON members.
local answers = {}

local function answer(name, json)
  answers[#answers + 1] = ',"' .. name .. '":' .. json
end

-- Further writes that a command plans besides tickets, counters and entries.
local writes = {}

local function write(...)
  writes[#writes + 1] = { ... }
end

-- Tickets and counters in the order in which the command touched them: { kind, id, known }.
local touched = {}

local function touch(kind, id, known)
  if known.touched then return end
  known.touched = true
  touched[#touched + 1] = { kind = kind, id = id, known = known }
end

-- What is stored and what is planned: id → { stored, now, touched }.
local tickets, counters = {}, {}

local function recordFrom(flat, kinds)
  local record = {}
  for i = 1, #flat, 2 do
    local kind = kinds[flat[i]]
    if kind then record[flat[i]] = fromText(kind, flat[i + 1]) end
  end
  for i = 1, #flat, 2 do
    if flat[i] == 'rev' or flat[i] == 'copies' then record[flat[i]] = tonumber(flat[i + 1]) end
    if flat[i] == 'number' then record.number = flat[i + 1] end
  end
  return record
end

-- A record that lost what every ticket has was damaged: nothing is built on it.
local function proveTicket(ticket)
  for field in pairs(BLANK_TICKET) do
    if ticket[field] == nil then error('ticket ' .. ticket.id .. ' has no ' .. field) end
  end
  if not TICKET_STATES[ticket.state] then error('ticket ' .. ticket.id .. ' has no known state') end
end

-- The ticket as planned, nil when there is none.
local function ticketOf(id)
  local known = tickets[id]
  if not known then
    local flat = read('HGETALL', keys.ticket(id))
    if #flat == 0 then return nil end
    local ticket = recordFrom(flat, TICKET_KINDS)
    ticket.id = id
    proveTicket(ticket)
    known = { stored = ticket, now = ticket }
    tickets[id] = known
  end
  return known.now
end

-- Plans `after` with an entry of its own. `extra`: further members of the entry's data.
local function saveTicket(after, type, extra)
  local known = tickets[after.id]
  if not known then
    known = { now = BLANK_TICKET }
    tickets[after.id] = known
  end
  touch('ticket', after.id, known)
  local set = changes(TICKET_FIELDS, TICKET_KINDS, known.now, after)
  after.rev = append(type, '{"ticket":' .. quote(after.id) .. ',"number":' .. quote(after.number)
    .. ',"set":' .. set .. (extra or '') .. '}')
  known.now = after
end

-- The counter as planned; one that nobody touched today is closed.
local function counterOf(id)
  local known = counters[id]
  if not known then
    local counter = recordFrom(read('HGETALL', keys.counter(today, id)), COUNTER_KINDS)
    if not counter.rev then counter = copyOf(BLANK_COUNTER) end
    counter.id = id
    known = { stored = counter, now = counter }
    counters[id] = known
  end
  return known.now
end

-- Plans `after` with an entry of its own. `forced`: a field that the entry names though it is equal.
local function saveCounter(after, type, forced)
  local known = counters[after.id]
  touch('counter', after.id, known)
  local set = changes(COUNTER_FIELDS, COUNTER_KINDS, known.now, after, forced)
  after.rev = append(type, '{"counter":' .. quote(after.id) .. ',"set":' .. set .. '}')
  known.now = after
end

local owedPlanned = {}

-- Normal calls that the group is owed today.
local function owedOf(group)
  if owedPlanned[group] then return owedPlanned[group] end
  return tonumber(read('HGET', keys.owed(today), group) or 0)
end
