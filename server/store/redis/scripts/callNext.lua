#!lua
-- callNext: ends what the counter holds as asked, resumes who is due, calls the next by the rule.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { counter, current?: { ticket, rev, then, outcome?, resultDate?, reason? } }
-- Reply    tickets: ended, resumed, called; called: id or null
-- Refuses  clock-wrong, counter-unknown, counter-closed, counter-paused, changed, wrong-state,
--          calls-missing, outcome-unknown, outcome-needed
-- @include frame
-- @include checks
-- @include calling

local MOST_RESUMED = 10

-- The ticket that the officer ends with the same tap must be exactly what the counter holds.
local function endCurrent(current, held)
  local ticket = ticketOf(current.ticket)
  if #held ~= 1 or held[1] ~= current.ticket then return 'changed', ticket end
  if current.rev ~= ticket.rev then return 'changed', ticket end
  local what = current['then']
  if what == 'miss' then
    if ticket.state ~= 'called' then return 'wrong-state', ticket end
    if not calledEnough(ticket) then return 'calls-missing', ticket end
    saveTicket(ended(ticket, 'missed'), 'ticket.missed')
  elseif what == 'park' then
    saveTicket(parked(ticket, current.reason or 'other'), 'ticket.parked')
  else
    local code = outcomeFault(current.outcome)
    if code then return code, ticket end
    saveTicket(finished(ticket, current.outcome, current.resultDate), 'ticket.finished')
  end
  return nil
end

-- A counter must be empty, but for one call, the last of those due, that nobody answered in time where
-- the site asks for it.
local function endUnanswered(held)
  if #held == 0 then return nil end
  local timeout = ruleNumber('callTimeoutSeconds') * 1000
  if #held > 1 or timeout == 0 or rule('needsStart') ~= '1' then return 'changed' end
  local ticket = ticketOf(held[1])
  if ticket.state ~= 'called' or elapsedSince(ticket.lastCallAt) < timeout then return 'changed' end
  if not calledEnough(ticket) then return 'changed' end
  saveTicket(ended(ticket, 'missed'), 'ticket.missed')
  return nil
end

-- Citizens who asked to be called later and whose time has come; a job does it sooner or later too.
local function resumeDue()
  local due = read('ZRANGEBYSCORE', keys.later(today), '-inf', integer(line), 'LIMIT', 0, MOST_RESUMED)
  for _, id in ipairs(due) do
    saveTicket(resumed(ticketOf(id)), 'ticket.resumed')
  end
end

local function plan()
  readRules({ 'counter:' .. args.counter, 'policy', 'normalAfterPriority', 'creditMinutes',
    'capMinutes', 'needsStart', 'callTimeoutSeconds', 'callsBeforeMissed' })
  local code = notOpen(args.counter)
  if code then return code end
  local held = heldBy(args.counter)
  local ticket
  if args.current then
    code, ticket = endCurrent(args.current, held)
  else
    code = endUnanswered(held)
  end
  if code then return code, ticket end
  resumeDue()
  local id, owed = choose(args.counter)
  answer('called', id and quote(id) or 'null')
  if not id then return nil end
  local after = called(ticketOf(id), args.counter)
  if not owed then
    saveTicket(after, 'ticket.called')
    return nil
  end
  saveTicket(after, 'ticket.called',
    ',"owed":{"group":' .. quote(owed.group) .. ',"value":' .. integer(owed.after) .. '}')
  tickets[id].owedBefore = { group = owed.group, value = owed.before }
  owedPlanned[owed.group] = owed.after
end

return run(plan, { guarded = true, undoable = true })
