-- read_grants: what heartbeats of some members would be answered now.
-- KEYS[1] group hash  KEYS[2] members hash  KEYS[3] sweep hash  ARGV the members
-- returns for each of them, in their order, nil: no such group or member; or {epoch, member record, 1 when that is an answer,
-- 0 when it is not certain yet, -1 when the epoch is not either}
local epoch, settled, rebuild = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation', 'rebuild'))
local lost = settled ~= redis.call('HGET', KEYS[3], 'incarnation')
local answers = redis.call('HMGET', KEYS[2], unpack(ARGV))
for i, record in ipairs(answers) do
  if not epoch then answers[i] = false
  elseif record then
    local certain = not rebuild or string.sub(record, 1, #rebuild + 2) == 'c' .. rebuild .. ' '
    answers[i] = {epoch, record, lost and -1 or certain and 1 or 0}
  end
end
return answers
