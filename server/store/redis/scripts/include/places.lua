-- Where a ticket stands: every index is a function of the ticket alone, so that the indexes are moved
-- by comparing the ticket before and after.
-- @include plan

local function laneOf(ticket)
  if ticket.state ~= 'waiting' then return nil end
  if ticket.to then return keys.addressed(ticket.day, ticket.to) end
  if ticket.priority then return keys.priority(ticket.day, ticket.group) end
  return keys.normal(ticket.day, ticket.group)
end

local function holderOf(ticket)
  if ticket.state == 'called' or ticket.state == 'serving' then return ticket.counter end
  return nil
end

local OPEN = { waiting = true, called = true, serving = true, parked = true }

-- Every index that the ticket is in: key → score (false in a set).
local function placesOf(ticket)
  local places = {}
  local lane, holder = laneOf(ticket), holderOf(ticket)
  if lane then places[lane] = ticket.readyAt end
  if holder then places[keys.held(ticket.day, holder)] = false end
  if ticket.state == 'parked' and ticket.resumeAt then
    places[keys.later(ticket.day)] = ticket.resumeAt
  end
  if OPEN[ticket.state] then places[keys.open(ticket.day)] = 0 end
  if ticket.state == 'missed' then places[keys.missed(ticket.day)] = false end
  return places
end

-- Order in a lane: (readyAt, id).
local function earlier(a, b)
  if a.readyAt ~= b.readyAt then return a.readyAt < b.readyAt end
  return a.id < b.id
end

-- The first of a lane as planned, as { id, readyAt }, or nil; `except` is left out. Reads no more rows
-- than the command touched tickets, plus one or two: never the whole lane.
local function headOf(lane, except)
  local rows = read('ZRANGE', lane, 0, #touched + 1, 'WITHSCORES')
  local first
  for i = 1, #rows, 2 do
    local known = tickets[rows[i]]
    if rows[i] ~= except and not (known and known.touched) then
      first = { id = rows[i], readyAt = tonumber(rows[i + 1]) }
      break
    end
  end
  for _, thing in ipairs(touched) do
    local ticket = thing.known.now
    if thing.kind == 'ticket' and ticket.id ~= except and laneOf(ticket) == lane
      and (not first or earlier(ticket, first)) then
      first = { id = ticket.id, readyAt = ticket.readyAt }
    end
  end
  return first
end

-- Ids of the tickets called or serving at a counter today, as planned, in id order.
local function heldBy(counter)
  local held = {}
  for _, id in ipairs(read('SMEMBERS', keys.held(today, counter))) do
    local known = tickets[id]
    if not (known and known.touched) then held[#held + 1] = id end
  end
  for _, thing in ipairs(touched) do
    local ticket = thing.known.now
    if thing.kind == 'ticket' and ticket.day == today and holderOf(ticket) == counter then
      held[#held + 1] = ticket.id
    end
  end
  table.sort(held)
  return held
end
