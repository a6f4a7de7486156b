-- note_joiners: who joined, and from where, for operators. Nothing rests on it. Where more are kept than there are
-- members, each joiner clears away a few of those who are members no more, so that what is kept stays about as big as the group.
-- KEYS[1] members hash  KEYS[2] joins hash  ARGV[1] how many are looked at for each
-- ARGV[2..] for each: the member; what is known of it; 1 when it may have joined before: what is known of that stays
-- returns how many are members no more
if redis.call('TYPE', KEYS[2]).ok ~= 'hash' then redis.call('UNLINK', KEYS[2]) end
local t = redis.call('TIME')
local now = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000)) .. '\n'
local gone = 0
for i = 2, #ARGV, 3 do
  local member, known, again = ARGV[i], ARGV[i + 1], ARGV[i + 2] == '1'
  if redis.call('HEXISTS', KEYS[1], member) == 0 then gone = gone + 1
  elseif not again or redis.call('HEXISTS', KEYS[2], member) == 0 then
    if redis.call('HLEN', KEYS[2]) >= redis.call('HLEN', KEYS[1]) then
      for _, other in ipairs(redis.call('HRANDFIELD', KEYS[2], ARGV[1]) or {}) do
        if redis.call('HEXISTS', KEYS[1], other) == 0 then redis.call('HDEL', KEYS[2], other) end
      end
    end
    redis.call('HSET', KEYS[2], member, now .. known)
  end
end
return gone
