-- Slips: asked for in the journal, printed elsewhere. The ticket's rev stays.
-- @include plan

-- The members that both print events start with.
local function slipMembers(ticket, number, printer, copy)
  return '"ticket":' .. quote(ticket) .. ',"number":' .. quote(number)
    .. ',"printer":' .. quote(printer) .. ',"copy":' .. integer(copy)
end

-- Plans the next copy of a ticket's slip.
local function askPrint(id, printer)
  local known = tickets[id]
  touch('ticket', id, known)
  local after = copyOf(known.now)
  after.copies = (after.copies or 0) + 1
  known.now = after
  append('print.asked', '{' .. slipMembers(id, after.number, printer, after.copies) .. '}')
  answer('copy', integer(after.copies))
end
