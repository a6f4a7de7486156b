-- renew_lease: one heartbeat. Renews the member's lease with its report and reads its grant, or lets a newcomer join.
-- O(1) in the size of the group; a steady member costs four commands and no clock.
-- KEYS[1] group hash  KEYS[2] members hash  KEYS[3] the member's lease  KEYS[4] the bucket's due index
-- KEYS[5] heartbeat intervals, kept where the fence margin is the interval that was observed  KEYS[6] sweep hash
-- ARGV[1] group path  ARGV[2] member  ARGV[3] report  ARGV[4] the client's clock when it wrote it, seconds, 0 unknown
-- ARGV[5] 1 when an unknown member joins  ARGV[6] the empty grant  ARGV[7] the fence margin of groups without one of their own, auto or empty
-- returns nil: no such group; 0: no such member; 1: writes may be lost, nothing is certain, see note_report;
-- {epoch, member record}; {epoch, member record, 1}: group became due
local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local group = redis.call('HMGET', KEYS[1], 'epoch', 'ttl', 'margin', 'incarnation', 'rebuild')
local epoch, ttl = group[1], group[2]
if not epoch then return false end
if group[5] or group[4] ~= redis.call('HGET', KEYS[6], 'incarnation') then return 1 end
local record = redis.call('HGET', KEYS[2], ARGV[2])
local lease = epoch .. ' 0 ' .. ARGV[4] .. ' ' .. ARGV[3]

if not record then
  if ARGV[5] ~= '1' then return 0 end
  local t = now()
  if redis.call('HLEN', KEYS[2]) == 0 then redis.call('HSET', KEYS[1], 'forming', t) end
  record = 'p' .. ARGV[6]
  redis.call('HSET', KEYS[2], ARGV[2], record)
  redis.call('SET', KEYS[3], lease, 'PX', ttl)
  redis.call('ZADD', KEYS[4], t + ttl, 'l' .. ARGV[1] .. '\n' .. ARGV[2])
  redis.call('ZADD', KEYS[4], 'LT', t, 'g' .. ARGV[1])
  return {epoch, record, 1}
end
if group[3] == 'auto' or ARGV[7] == 'auto' and (group[3] or '') == '' then -- rises at once, falls slowly, else unwritten
  local took, known = ttl - redis.call('PTTL', KEYS[3]), tonumber(redis.call('HGET', KEYS[5], ARGV[2]) or 0)
  if took > known and took < tonumber(ttl) then redis.call('HSET', KEYS[5], ARGV[2], math.ceil(took * 17 / 16))
  elseif took < known * 7 / 8 then redis.call('HSET', KEYS[5], ARGV[2], math.ceil(known * 15 / 16)) end
end
local old = redis.call('SET', KEYS[3], lease, 'PX', ttl, 'GET')
local steady, dated = string.byte(record) ~= 104, ARGV[4] ~= '0'
if not old or steady and not dated then return {epoch, record} end
local answered, before, sent, report = string.match(old, '^(%d+) (%d+) (%d+) ()')
if dated then
  local age = (sent - ARGV[4]) * 1000
  if age >= 0 and age < math.max(ttl, 60000) then
    -- A delayed or repeated copy: proves life, no more. One too old for that is no copy, its client's clock went back.
    redis.call('SET', KEYS[3], old, 'PX', ttl)
    return {epoch, record}
  end
end
if steady then return {epoch, record} end -- no shard of it is in hand-over: its report is no evidence of anything
redis.call('SET', KEYS[3], epoch .. ' ' .. answered .. ' ' .. ARGV[4] .. ' ' .. ARGV[3], 'PX', ttl)
if answered == before and string.sub(old, report) == ARGV[3] then return {epoch, record} end
redis.call('ZADD', KEYS[4], 'LT', now(), 'g' .. ARGV[1])
return {epoch, record, 1}
