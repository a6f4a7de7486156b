-- note_joiner: who joined, and from where, for operators. Nothing rests on it. Where more are kept than there are
-- members, each joiner clears away a few of those who are members no more, so that what is kept stays about as big as the group.
-- KEYS[1] members hash  KEYS[2] joins hash  ARGV[1] member  ARGV[2] how many are looked at  ARGV[3] what is known of it
-- ARGV[4] 1 when it may have joined before: what is known of that stays
-- returns 1, or 0 when there is no such member any more
if redis.call('TYPE', KEYS[2]).ok ~= 'hash' then redis.call('UNLINK', KEYS[2]) end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
if ARGV[4] == '1' and redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return 1 end
if redis.call('HLEN', KEYS[2]) >= redis.call('HLEN', KEYS[1]) then
  for _, other in ipairs(redis.call('HRANDFIELD', KEYS[2], ARGV[2]) or {}) do
    if redis.call('HEXISTS', KEYS[1], other) == 0 then redis.call('HDEL', KEYS[2], other) end
  end
end
local t = redis.call('TIME')
redis.call('HSET', KEYS[2], ARGV[1], string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000)) .. '\n' .. ARGV[3])
return 1
