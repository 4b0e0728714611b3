-- A ticket's life: each function answers a changed copy.
-- @include plan

local MINUTE = 60000

-- ms since a moment of today. One that lies ahead is of before the clock was put back.
local function elapsedSince(moment)
  return (moment > at and line or at) - moment
end

local function waiting(ticket)
  local after = copyOf(ticket)
  after.state = 'waiting'
  after.calls = 0
  after.counter, after.calledAt, after.lastCallAt, after.startedAt = nil, nil, nil, nil
  after.endedAt, after.parkedBy, after.resumeAt = nil, nil, nil
  return after
end

local function called(ticket, counter)
  local after = copyOf(ticket)
  after.state = 'called'
  after.counter = counter
  after.calledAt, after.lastCallAt, after.calls = at, at, 1
  after.to, after.startedAt, after.endedAt = nil, nil, nil
  after.parkedBy, after.resumeAt, after.reason = nil, nil, nil
  return after
end

local function parked(ticket, reason, minutes)
  local after = copyOf(ticket)
  after.state = 'parked'
  after.reason = reason
  if ticket.state == 'called' or ticket.state == 'serving' then after.parkedBy = ticket.counter end
  after.resumeAt = minutes and line + minutes * MINUTE or nil
  after.to, after.endedAt = nil, nil
  return after
end

-- `state`: missed, done or cancelled. Without a reason the ticket keeps the one that it has.
local function ended(ticket, state, reason)
  local after = copyOf(ticket)
  after.state = state
  after.endedAt = at
  after.reason = reason or ticket.reason
  after.to, after.parkedBy, after.resumeAt = nil, nil, nil
  return after
end

-- Done, or waiting for its next stop.
local function finished(ticket, outcome, resultDate)
  local after
  if #ticket.stops == 0 then
    after = ended(ticket, 'done')
  else
    after = waiting(ticket)
    after.to = nil
    after.group = ticket.stops[1]
    after.stops = { unpack(ticket.stops, 2) }
    after.stop = ticket.stop + 1
    after.readyAt = line - ruleNumber('stopCredit') * MINUTE
  end
  after.outcome, after.resultDate = outcome, resultDate
  return after
end

-- Waiting again: at the counter that parked it, if that is known and open, else for its group.
local function resumed(ticket)
  local after = waiting(ticket)
  local by = ticket.parkedBy
  local back = by and rule('counter:' .. by) and counterOf(by).state == 'open'
  after.to = back and by or nil
  return after
end
