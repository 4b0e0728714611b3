-- Checks that several commands share. Each answers the code of the refusal first, nil when all is well.
-- @include places

-- Whether a state is one of those listed.
local function among(state, states)
  for _, each in ipairs(states) do
    if each == state then return true end
  end
  return false
end

-- The ticket named by a command: exists, is of today, has the rev that the screen knew, and one of the
-- states given (any where none is). Answers code, ticket.
local function named(id, ifRev, ...)
  local ticket = ticketOf(id)
  if not ticket then return 'ticket-unknown' end
  if ticket.day ~= today then return 'day-closed', ticket end
  if ifRev and ifRev ~= ticket.rev then return 'changed', ticket end
  if select('#', ...) == 0 or among(ticket.state, { ... }) then return nil, ticket end
  return 'wrong-state', ticket
end

-- Whether the site's number of calls was reached, before which nobody is missed.
local function calledEnough(ticket)
  return ticket.calls >= ruleNumber('callsBeforeMissed')
end

local function counterKnown(id)
  return rule('counter:' .. id) ~= false
end

-- The counter named by a counter command, in one of the states given. Answers code, counter.
local function namedCounter(id, ...)
  if not counterKnown(id) then return 'counter-unknown' end
  local counter = counterOf(id)
  if among(counter.state, { ... }) then return nil, counter end
  return 'wrong-state'
end

-- Whether people can be called to the counter.
local function notOpen(id)
  if not counterKnown(id) then return 'counter-unknown' end
  local state = counterOf(id).state
  if state == 'closed' then return 'counter-closed' end
  if state == 'paused' then return 'counter-paused' end
  return nil
end

-- Whether the counter is open and holds nobody.
local function notFree(id)
  local code = notOpen(id)
  if code then return code end
  if #heldBy(id) > 0 then return 'counter-busy' end
  return nil
end

-- Whether the outcome is one of the site's, and there where the site demands one.
local function outcomeFault(outcome)
  if outcome then
    for _, known in ipairs(split(rule('outcomes') or '')) do
      if known == outcome then return nil end
    end
    return 'outcome-unknown'
  end
  if rule('needsOutcome') == '1' then return 'outcome-needed' end
  return nil
end
