-- The frame of every command.
-- KEYS[1]  root of the site, `{site}`; every other key is computed from it
-- ARGV     1 arguments as JSON · 2 idempotency key · 3 fingerprint · 4 actor · 5 via · 6 now (ms) ·
--          7 local day · 8 local minute of the day · 9 ISO weekday · 10 `1` if the clock stepped ·
--          11 seconds that a note is kept
-- Reply    { 1 if it is a stored reply, the reply as JSON without `replayed` }
-- @include commit

local BEHIND = 2 * 60000
local AHEAD = 20 * 86400000

local function readHead()
  local fields = read('HMGET', keys.head, 'seq', 'at', 'day', 'h', 'version', 'tickets', 'putBack')
  return {
    seq = tonumber(fields[1] or 0),
    at = fields[2] and tonumber(fields[2]),
    day = fields[3],
    h = fields[4] or '',
    version = tonumber(fields[5] or 0),
    tickets = tonumber(fields[6] or 0),
    putBack = tonumber(fields[7] or 0),
  }
end

-- Design §6, Time: order never depends on a clock. Answers whether the clock is wrong.
local function readClock(setsClock)
  local last = head.at
  local wrong = ARGV[10] == '1' or (last and (now < last - BEHIND or now > last + AHEAD)) or false
  if not setsClock and last and (wrong or now < last) then
    at, today = last, head.day
  else
    at, today = now, day
  end
  return wrong
end

-- Line time (store/README.md) never goes back within a day, whatever a lead makes of the clock: it runs
-- ahead of `at` by as much as the clock was put back. Another day starts afresh, unless a lead goes back
-- into it.
local function readLine(setsClock)
  if today == head.day then
    local last = head.at + head.putBack
    line = setsClock and math.max(at, last) or at + head.putBack
  else
    local left = setsClock and read('HGET', keys.lines, today)
    line = left and math.max(at, tonumber(left)) or at
  end
end

-- Runs one command. `plan` reads, checks and plans; it answers the code of a refusal (and the ticket in
-- question), or nil. Options: `guarded`: refused while the clock is wrong; `setsClock`: takes the time
-- as given; `anySite`: needs no configuration; `undoable`: leaves before-images.
local function run(plan, options)
  local stored = read('GET', keys.result(request))
  if stored then
    local known, reply = string.match(stored, '^([^\n]*)\n(.*)$')
    if known == fingerprint then return { 1, reply } end
    return { 0, refusalJson('key-reused') }
  end
  head = readHead()
  lastSeq = head.seq
  local wrong = readClock(options.setsClock)
  if wrong and options.guarded then return commitRefusal('clock-wrong') end
  if head.version == 0 and not options.anySite then return { 0, refusalJson('site-unknown') } end
  readLine(options.setsClock)
  if today ~= head.day then head.opened = read('HGET', keys.firsts, today) end
  local code, ticket = plan()
  if code then return commitRefusal(code, ticket and tickets[ticket.id].stored) end
  return commit(options.undoable)
end
