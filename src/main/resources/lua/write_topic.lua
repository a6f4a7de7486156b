-- write_topic: a topic is created, replaced or removed, if its namespace is still at the version that was read.
-- KEYS[1] namespace hash  KEYS[2] topics  ARGV[1] version read  ARGV[2] topic  ARGV[3] its record, or empty: remove it
-- ARGV[4] of this write only
-- returns 1, or 0 when the namespace has changed or is gone; nothing is written then. When it is sent again and was the
-- last one to write, what it returned before.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then
  return redis.call('HGET', KEYS[1], 'written') == ARGV[4] and 1 or 0
end
if ARGV[3] == '' then redis.call('HDEL', KEYS[2], ARGV[2]) end -- first: a full store takes writes after one that frees
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[1], 'written', ARGV[4])
if ARGV[3] ~= '' then redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) end
return 1
