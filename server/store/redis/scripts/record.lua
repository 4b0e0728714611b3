#!lua
-- record: writes down what happened beside the queue, and keeps a list of papers where one comes along.
-- KEYS[1]  root of the site; ARGV as in include/frame.lua; ARGV[1]: { type, data: compact JSON, papers?: { code, text, seconds } }
-- Reply    the entry alone
-- Refuses  none
-- @include frame

local function plan()
  append(args.type, args.data)
  local papers = args.papers
  if papers then
    write('SET', keys.papers(papers.code), papers.text, 'EX', integer(papers.seconds))
  end
end

return run(plan, {})
