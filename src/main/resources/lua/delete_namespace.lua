-- delete_namespace: a project or logset is gone with its topics, if it is still at the version that was read.
-- KEYS[1] namespace hash  KEYS[2] topics  KEYS[3] the last deletion, for a minute
-- ARGV[1] version read  ARGV[2] of this deletion only
-- returns 1, or 0 when the namespace has changed or is gone; when it is sent again, what it returned before
if redis.call('TYPE', KEYS[3]).ok == 'string' and redis.call('GET', KEYS[3]) == ARGV[2] then return 1 end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
if redis.call('UNLINK', KEYS[1], KEYS[2]) == 0 then return 0 end
redis.call('SET', KEYS[3], ARGV[2], 'PX', 60000) -- last: a full store takes writes after one that frees
return 1
