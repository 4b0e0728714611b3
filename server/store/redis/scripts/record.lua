#!lua
-- record: writes down what happened beside the queue, and keeps a list of papers, or what a citizen added to a rating,
-- where one comes along.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { type, data: compact JSON, papers?: { codes, text, seconds }, said?: { ticket, text, seconds } }
-- Reply    the entry alone
-- Refuses  changed
-- @include frame

-- The first of the codes under which nothing is kept.
local function firstFree(codes)
  for _, code in ipairs(codes) do
    if not read('GET', keys.papers(code)) then return code end
  end
end

local function plan()
  local papers = args.papers
  if papers then
    local code = firstFree(papers.codes)
    if not code then return 'changed' end
    write('SET', keys.papers(code), papers.text, 'EX', integer(papers.seconds))
  end
  local said = args.said
  if said and said.text == '' then
    write('DEL', keys.said(said.ticket))
  elseif said then
    write('SET', keys.said(said.ticket), said.text, 'EX', integer(said.seconds))
  end
  append(args.type, args.data)
end

return run(plan, {})
