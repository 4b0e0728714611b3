-- Who is called next. Reads the heads of lanes only.
-- @include places
-- @include life

local function ready(first)
  return first and first.readyAt <= line
end

local function waitedMinutes(first, minutes)
  return line - first.readyAt >= minutes * MINUTE
end

-- Target minutes of a group; nil for one that the configuration dropped: its people have no target.
local function targetOf(group)
  return tonumber(string.match(rule('group:' .. group) or '', '^[^|]*|(%d+)|'))
end

-- Step 2: of the profile's groups with a ready head, the lowest tier, then the earlier older head.
local function chooseGroup(profile)
  local names = {}
  for i, entry in ipairs(profile) do names[i] = 'group:' .. entry.group end
  readRules(names)
  local best
  for _, entry in ipairs(profile) do
    local normal = headOf(keys.normal(today, entry.group))
    local priority = headOf(keys.priority(today, entry.group))
    local candidate = {
      group = entry.group,
      normal = ready(normal) and normal or nil,
      priority = ready(priority) and priority or nil,
    }
    local older = candidate.normal or candidate.priority
    if candidate.priority and earlier(candidate.priority, older) then older = candidate.priority end
    if older then
      local target = targetOf(entry.group)
      local late = target and waitedMinutes(older, target)
      candidate.older = older
      candidate.tier = late and 0 or entry.tier
      if not best or candidate.tier < best.tier
        or (candidate.tier == best.tier and earlier(older, best.older)) then
        best = candidate
      end
    end
  end
  return best
end

-- Step 3: whether the priority lane of the group is called.
local function priorityFirst(candidate, policy, owed)
  local normal, priority = candidate.normal, candidate.priority
  if not normal then return true end
  if not priority then return false end
  if policy == 'interleave' then return owed == 0 end
  if owed > 0 and waitedMinutes(normal, ruleNumber('capMinutes')) then return false end
  if policy == 'credit' then
    return priority.readyAt - normal.readyAt <= ruleNumber('creditMinutes') * MINUTE
  end
  return true
end

-- Step 4: what the group is owed after the call.
local function owedAfter(isPriority, policy, owed)
  if isPriority then return policy == 'interleave' and ruleNumber('normalAfterPriority') or 1 end
  return owed > 0 and owed - 1 or 0
end

-- Answers the id to call, and { group, before, after } where it moves what its group is owed; nil when
-- nobody is ready.
local function choose(counter)
  local own = headOf(keys.addressed(today, counter))
  if ready(own) then return own.id end
  local profile = counterOf(counter).profile or profileFrom(rule('counter:' .. counter) or '')
  local best = chooseGroup(profile)
  if not best then return nil end
  local policy = rule('policy')
  local owed = owedOf(best.group)
  local isPriority = priorityFirst(best, policy, owed)
  local after = owedAfter(isPriority, policy, owed)
  local chosen = isPriority and best.priority or best.normal
  if after == owed then return chosen.id end
  return chosen.id, { group = best.group, before = owed, after = after }
end
